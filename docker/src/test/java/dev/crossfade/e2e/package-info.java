/**
 * Crossfade as its users meet it: whole nodes before a real PostgreSQL, real clients, the REST API, the command line. {@link
 * dev.crossfade.e2e.Installation} is the fixture; what is measured goes to {@code target/e2e-figures.txt}.
 */
package dev.crossfade.e2e;
