/** How clients come in, against real servers. */
package dev.crossfade.proxy.listen;
