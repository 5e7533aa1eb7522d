package dev.crossfade.admin.rest;

import io.javalin.http.Handler;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method on a path: how it is answered, and all that its description says.
 *
 * @param method GET, PUT, POST
 * @param path with parameters in braces
 * @param open whether it is answered without a token
 * @param request the body, null for none
 * @param status of success
 * @param response the body of success: a record, or a parameterized List
 * @param query names of query parameters
 */
record Route(
        String method,
        String path,
        boolean open,
        String summary,
        @Nullable Class<?> request,
        int status,
        Type response,
        List<String> query,
        Handler handler) {}
