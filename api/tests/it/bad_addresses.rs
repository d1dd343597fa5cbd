//! Addresses that lead nowhere and methods that an address does not know.
use crate::support::story;
use actix_web::http::Method;

const COMMENTS: &str = "/api/v1/comments";
const ORGANIZATIONS: &str = "/api/v1/organizations";

story! {
    async fn an_address_that_leads_nowhere_answers_that_nothing_is_there(app) {
        let editor = app.editor();
        for id in ["..", "%2e%2e", "%2e%2e%2f", "..%2f..%2fetc%2fpasswd", "%00", "a%00", "%ff", "%", "%zz", "A", "a%20b", "%F0%9F%92%A9", "*", "a;b", "'%20OR%201=1--"] {
            app.anyone().get(&format!("{ORGANIZATIONS}/{id}")).await.refused(404, "not_found");
            app.anyone().get(&format!("/api/v1/documents/{id}/versions/1/file")).await.refused(404, "not_found");
            app.anyone().get(&format!("{COMMENTS}/{id}")).await.refused(404, "not_found");
            editor.get(&format!("/api/v1/editorial/documents/{id}")).await.refused(404, "not_found");
            editor.having_read("\"1\"").delete(&format!("{ORGANIZATIONS}/{id}")).await.refused(404, "not_found");
            for around in ["/api/docs", "/", "/.well-known", "/api/v1"] {
                app.anyone().visit(&format!("{around}/{id}")).await.refused(404, "not_found");
            }
        }
        for number in ["0", "-1", "x", "1.0", "9223372036854775808", "%00"] {
            app.anyone().get(&format!("/api/v1/documents/plan/versions/{number}/file")).await.refused(404, "not_found");
        }
        let long = "a".repeat(10_000);
        app.anyone().get(&format!("{ORGANIZATIONS}/{long}")).await.refused(404, "not_found");
        app.anyone().visit(&format!("/{long}")).await.refused(404, "not_found");
        for odd in ["/api/v1/organizations/", "/api/v1//organizations", "/api/v1", "/api/v1/", "/api", "/API/V1/organizations", "//", "/api/v1/./organizations"] {
            app.anyone().visit(odd).await.refused(404, "not_found");
        }
    }

    async fn a_method_that_an_address_does_not_know_is_told_which_it_knows(app) {
        let ask = |method: &'static str, path: &'static str| {
            let client = app.anyone();
            async move { client.ask(&method.parse().unwrap(), path, None, vec![]).await }
        };
        for method in ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "BREW"] {
            let refused = ask(method, ORGANIZATIONS).await.refused(405, "method_not_allowed");
            assert_eq!(refused.header("allow"), Some("GET, HEAD, OPTIONS, POST"), "{method}");
        }
        for path in ["/health/live", "/api/docs", "/api/openapi.json", "/robots.txt", "/"] {
            for method in ["POST", "DELETE", "TRACE"] {
                let refused = ask(method, path).await.refused(405, "method_not_allowed");
                assert_eq!(refused.header("allow"), Some("GET, HEAD, OPTIONS"), "{method} {path}");
            }
            let answer = ask("OPTIONS", path).await.expect(204);
            assert_eq!(answer.header("allow"), Some("GET, HEAD, OPTIONS"), "{path}");
        }
        let preflight = app.anyone().with("Origin", "https://x.org").with("Access-Control-Request-Method", "PATCH");
        let allowed = preflight.ask(&Method::OPTIONS, "/api/v1/organizations/forum", None, vec![]).await.expect(204);
        assert!(allowed.bytes.is_empty());
        assert_eq!(allowed.header("access-control-allow-methods"), Some("DELETE, GET, HEAD, OPTIONS, PATCH"));
        assert_eq!(allowed.header("access-control-allow-origin"), Some("*"));
        assert!(allowed.header("access-control-allow-headers").unwrap().contains("If-Match"));
        ask("OPTIONS", "/api/v1/nowhere").await.refused(404, "not_found");
        ask("POST", "/nowhere").await.refused(404, "not_found");
    }
}
