/**
 * The demo: an embedded PostgreSQL, Crossfade before it, an application that knows of neither, and an operator who drives
 * Crossfade through its REST API while the application runs.
 *
 * <p>Data flows as in a real installation: {@link dev.crossfade.demo.ShopApplication} → proxy → {@link
 * dev.crossfade.demo.DemoServer}, {@link dev.crossfade.demo.Operator} → admin API. {@link dev.crossfade.demo.Tour} says what
 * the operator does and when; {@link dev.crossfade.demo.Comparison} judges at the end. Each {@link
 * dev.crossfade.demo.ShopWorker} is one thread of the application and owns the rows it writes, so that it knows what they
 * must hold; {@link dev.crossfade.demo.Meter} is what all threads share.
 */
@NullMarked
package dev.crossfade.demo;

import org.jspecify.annotations.NullMarked;
