package dev.crossfade.bench;

import java.io.IOException;

/** A program that makes load on a target and says what it saw. */
interface Load {
    /** Load without measuring. */
    void warmUp(Target target, Cell cell, int seconds) throws IOException, InterruptedException;

    /**
     * One measured run.
     *
     * @throws TooShortException when too little happened to measure it
     * @throws IOException when the program failed, or a transaction did
     */
    Sample measure(Target target, Cell cell, int round, int seconds) throws IOException, InterruptedException;
}
