//! The error bodies of both services, in every form in which they are documented.

use wasm_bindgen_test::wasm_bindgen_test;

use super::*;

fn invalid(fields: &[(&str, &str)]) -> ApiError {
    let mut errors = FieldErrors::default();
    for (field, message) in fields {
        errors.push(*field, *message);
    }
    ApiError::Invalid(errors)
}

fn server(status: u16, message: &str) -> ApiError {
    let message = message.to_owned();
    ApiError::Server { status, message }
}

#[wasm_bindgen_test(unsupported = test)]
fn every_documented_error_body_is_read() {
    let said = |message: &str| message.to_owned();
    let all: &[(u16, &str, ApiError)] = &[
        // Talkover, the pages of the endpoints.
        (
            404,
            r#"{"success":false,"message":"Agent not found"}"#,
            ApiError::NotFound {
                message: said("Agent not found"),
            },
        ),
        (
            403,
            r#"{"success":false,"message":"You are not authorized to perform this action."}"#,
            ApiError::Forbidden {
                message: said("You are not authorized to perform this action."),
            },
        ),
        (
            405,
            r#"{"success":false,"message":"The GET method is not supported for this route. Supported methods: POST."}"#,
            ApiError::NotFound {
                message: said(
                    "The GET method is not supported for this route. Supported methods: POST.",
                ),
            },
        ),
        (
            409,
            r#"{"success":false,"message":"Cannot delete a published agent."}"#,
            ApiError::Conflict {
                message: said("Cannot delete a published agent."),
            },
        ),
        (
            500,
            r#"{"success":false,"message":"Internal server error."}"#,
            server(500, "Internal server error."),
        ),
        (
            422,
            r#"{"success":false,"message":"The given data was invalid.","errors":{"subject":["The subject field is required."],"content":["Too short.","No HTML."]}}"#,
            invalid(&[
                ("subject", "The subject field is required."),
                ("content", "Too short."),
                ("content", "No HTML."),
            ]),
        ),
        (
            422,
            r#"{"success":false,"message":"The given data was invalid.","errors":{"subject":["The subject field is required."],"instructions":["The instructions field is required."],"current_status":["The selected current status is invalid."]}}"#,
            invalid(&[
                ("subject", "The subject field is required."),
                ("instructions", "The instructions field is required."),
                ("current_status", "The selected current status is invalid."),
            ]),
        ),
        (
            403,
            r#"{"success":false,"message":"You are not authorized to create training for this agent."}"#,
            ApiError::Forbidden {
                message: said("You are not authorized to create training for this agent."),
            },
        ),
        (
            401,
            r#"{"success":false,"message":"Unauthenticated."}"#,
            ApiError::Unauthorized,
        ),
        (
            429,
            r#"{"success":false,"message":"Too many requests. Please try again later."}"#,
            ApiError::RateLimited { retry_after: 60 },
        ),
        // Its introduction.
        (
            401,
            r#"{"success":false,"error":{"code":"INVALID_TOKEN","message":"The token is invalid."}}"#,
            ApiError::Unauthorized,
        ),
        (
            409,
            r#"{"success":false,"error":{"code":"AGENT_IS_PUBLISHED","message":"The agent is published.","details":{}}}"#,
            ApiError::Conflict {
                message: said("The agent is published."),
            },
        ),
        (
            422,
            r#"{"success":false,"error":{"code":"VALIDATION_ERROR","message":"The subject is too long."}}"#,
            invalid(&[("request", "The subject is too long.")]),
        ),
        // Its page on calls.
        (
            404,
            r#"{"error":{"code":"AGENT_NOT_FOUND","message":"No such agent.","details":null}}"#,
            ApiError::NotFound {
                message: said("No such agent."),
            },
        ),
        (
            429,
            r#"{"error":{"code":"RATE_LIMIT","message":"Slow down.","details":{"retry_after":17}}}"#,
            ApiError::RateLimited { retry_after: 17 },
        ),
        // Its page on authentication.
        (
            401,
            r#"{"error":"TOKEN_EXPIRED","message":"The token has expired.","status_code":401}"#,
            ApiError::Unauthorized,
        ),
        (
            403,
            r#"{"error":"UNAUTHORIZED","message":"Not with this token.","status_code":403}"#,
            ApiError::Forbidden {
                message: said("Not with this token."),
            },
        ),
        // Its flow of a conversation: errors that name no field.
        (
            422,
            r#"{"success":false,"message":"Flow validation failed","errors":["Node a has no next.","Node b is there twice."]}"#,
            invalid(&[
                ("request", "Node a has no next."),
                ("request", "Node b is there twice."),
            ]),
        ),
        (
            422,
            r#"{"success":false,"errors":["Node a has no next."]}"#,
            invalid(&[("request", "Node a has no next.")]),
        ),
        // OpenCX, where no member is required and a message may be a list.
        (
            401,
            r#"{"statusCode":401,"message":"Unauthorized","error":"Unauthorized"}"#,
            ApiError::Unauthorized,
        ),
        (
            400,
            r#"{"statusCode":400,"message":"title: must not be empty; content: must not be empty","error":"Bad Request"}"#,
            invalid(&[
                ("title", "must not be empty"),
                ("content", "must not be empty"),
            ]),
        ),
        (
            400,
            r#"{"statusCode":400,"message":["title: must not be empty"],"error":"Bad Request"}"#,
            invalid(&[("title", "must not be empty")]),
        ),
        (
            404,
            r#"{"error":"Not Found"}"#,
            ApiError::NotFound {
                message: said("Not Found"),
            },
        ),
        (500, "{}", server(500, "{}")),
        // No service at all: a proxy in between.
        (
            502,
            "<html>\n<h1>Bad Gateway</h1></html>",
            server(502, "<html> <h1>Bad Gateway</h1></html>"),
        ),
        (503, "", server(503, "no further words")),
        (413, "", invalid(&[("request", "no further words")])),
    ];
    for (status, body, expected) in all {
        assert_eq!(&refused(*status, None, body), expected, "{status} {body}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_header_says_how_long_to_wait_before_the_body_does() {
    let body = r#"{"error":{"details":{"retry_after":17}}}"#;
    let cases = [
        (Some("3"), body, 3),
        (Some(" 4 "), "{}", 4),
        // A date, which nobody documents.
        (Some("Wed, 21 Oct 2026 07:28:00 GMT"), "{}", 60),
        (Some("-1"), "{}", 60),
        (
            None,
            r#"{"retry_after":9,"success":false,"message":"Wait."}"#,
            9,
        ),
        (None, "", 60),
    ];
    for (header, body, retry_after) in cases {
        let expected = ApiError::RateLimited { retry_after };
        assert_eq!(refused(429, header, body), expected, "{header:?} {body}");
    }
}
