/** Real servers for the tests of all modules. */
package dev.crossfade.testing;
