/**
 * The SQL of migrations as text: conversion functions, agreement of a row, keys, DDL. Pure: values in, text out; nothing
 * here has a connection, a thread or a clock. What runs the text lives in {@code engine}.
 */
@NullMarked
package dev.crossfade.admin.engine.sql;

import org.jspecify.annotations.NullMarked;
