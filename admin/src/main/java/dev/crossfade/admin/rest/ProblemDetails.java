package dev.crossfade.admin.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.crossfade.admin.config.ConfigurationProblem;
import dev.crossfade.flags.CrossfadeException;
import dev.crossfade.flags.Problem;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 has it.
 *
 * @param type {@code urn:crossfade:problem:} and the problem's name
 * @param title the same for every error of this type
 * @param detail what was wrong this time
 * @param hint what to do about it
 * @param problem the name of the {@link Problem}, for programs
 * @param problems all that is wrong in a configuration, each with its place; absent from other errors
 */
public record ProblemDetails(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String hint,
        String problem,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ConfigurationProblem> problems) {
    static final String CONTENT_TYPE = "application/problem+json";

    static ProblemDetails of(int status, Problem problem, String detail, @Nullable String hint) {
        String words = problem.name().toLowerCase(Locale.ROOT);
        String title = words.replace('_', ' ');
        return new ProblemDetails(
                "urn:crossfade:problem:" + words.replace('_', '-'),
                Character.toUpperCase(title.charAt(0)) + title.substring(1),
                status,
                detail,
                hint,
                problem.name(),
                null);
    }

    static ProblemDetails of(CrossfadeException e) {
        String message = e.getMessage();
        ProblemDetails plain = of(e.problem().httpStatus(), e.problem(), message == null ? "" : message, e.hint());
        return e instanceof InvalidConfiguration invalid
                ? new ProblemDetails(
                        plain.type,
                        plain.title,
                        plain.status,
                        plain.detail,
                        plain.hint,
                        plain.problem,
                        invalid.problems())
                : plain;
    }

    static ProblemDetails of(Refusal e) {
        String message = e.getMessage();
        return of(e.status(), e.problem(), message == null ? "" : message, e.hint());
    }
}
