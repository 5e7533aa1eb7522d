package dev.crossfade.e2e.clients;

/** What an application does with its client; all it learns goes to {@code said}. What is not expected is thrown. */
@FunctionalInterface
interface Scenario {
    void play(Way way, Said said) throws Exception;
}
