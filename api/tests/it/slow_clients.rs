//! Clients that are slow, break off or contradict themselves, on a bare connection to the real program: they hurt nobody
//! but themselves.
use crate::support::{Kind, Place, Server};
use serde_json::json;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.address.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// Everything that the server says until it hangs up.
fn hear(mut stream: TcpStream) -> String {
    let mut heard = vec![];
    match stream.read_to_end(&mut heard) {
        Err(e) if [ErrorKind::WouldBlock, ErrorKind::TimedOut].contains(&e.kind()) => {
            panic!("it does not hang up; it said: {}", String::from_utf8_lossy(&heard))
        }
        _ => String::from_utf8_lossy(&heard).into_owned(),
    }
}

fn say(server: &Server, request: &str) -> String {
    let mut stream = connect(server);
    stream.write_all(request.as_bytes()).unwrap();
    hear(stream)
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("")
}

fn is_well(server: &Server) {
    assert_eq!(server.get("/api/v1/organizations?limit=1").unwrap().status, 200);
}

const HEAD: &str = "POST /api/v1/comments HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

/// One byte each second, for as long as somebody reads.
fn drip(server: &Server, head: &str, drop: &[u8]) -> (String, Duration) {
    let stream = connect(server);
    let (mut writing, started) = (stream.try_clone().unwrap(), Instant::now());
    writing.write_all(head.as_bytes()).unwrap();
    std::thread::scope(|scope| {
        let hearing = scope.spawn(|| (hear(stream), started.elapsed()));
        while !hearing.is_finished() {
            let _ = writing.write_all(drop);
            std::thread::sleep(Duration::from_secs(1));
        }
        hearing.join().unwrap()
    })
}

#[test]
fn who_is_slow_is_let_go_and_everybody_else_is_served() {
    let place = Place::new(Kind::Sqlite);
    let server = place.serve();
    std::thread::scope(|scope| {
        let body = scope.spawn(|| drip(&server, &format!("{HEAD}Content-Length: 1000\r\n\r\n"), b" "));
        let chunks = scope.spawn(|| drip(&server, &format!("{HEAD}Transfer-Encoding: chunked\r\n\r\n"), b"1\r\n \r\n"));
        let headers = scope.spawn(|| drip(&server, "GET /api/v1/organizations HTTP/1.1\r\nHost: x\r\nX-Slow: ", b"a"));
        let nothing = scope.spawn(|| drip(&server, "", b""));
        for _ in 0..20 {
            is_well(&server);
        }
        for slow in [body, chunks] {
            let (answer, after) = slow.join().unwrap();
            assert_eq!(status(&answer), "408", "{answer}");
            assert!(answer.contains("\"request_timeout\""), "{answer}");
            assert!((9..14).contains(&after.as_secs()), "{after:?}");
        }
        for slow in [headers, nothing] {
            let (answer, after) = slow.join().unwrap();
            assert!(["408", ""].contains(&status(&answer)), "{answer}");
            assert!(after.as_secs() < 9, "{after:?}");
        }
    });
    is_well(&server);
}

#[test]
fn headers_without_end_are_cut_off() {
    let place = Place::new(Kind::Sqlite);
    let server = place.serve();
    let mut stream = connect(&server);
    stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n").unwrap();
    let line = format!("X-Long: {}\r\n", "a".repeat(4000));
    let taken = (0..5000).take_while(|_| stream.write_all(line.as_bytes()).is_ok()).count();
    assert!(taken < 5000, "20 MB of headers were taken");
    let answer = hear(stream);
    assert!(answer.is_empty() || status(&answer).starts_with('4'), "{answer}");
    is_well(&server);
}

#[test]
fn a_request_that_two_readers_could_cut_differently_is_refused() {
    let place = Place::new(Kind::Sqlite);
    let server = place.serve();
    let smuggled = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
    for head in [
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "Content-Length: 2\r\nContent-Length: 40\r\n",
        "Content-Length: 2, 40\r\n",
        "Content-Length: +2\r\n",
        "Content-Length: -2\r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: gzip\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
    ] {
        let answer = say(&server, &format!("{HEAD}{head}\r\n0\r\n\r\n{smuggled}"));
        assert_eq!(status(&answer), "400", "{head}: {answer}");
        assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{head}: a second request was read\n{answer}");
    }
    for garbage in ["\0\0\0\0\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nHost : x\r\n\r\n", "\u{16}\u{3}\u{1}"] {
        let mut stream = connect(&server);
        stream.write_all(garbage.as_bytes()).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        let answer = hear(stream);
        assert!(answer.is_empty() || status(&answer) == "400", "{garbage:?}: {answer}");
    }
    is_well(&server);
}

/// The header lines of an answer, without those that differ each time.
fn headers(answer: &str) -> Vec<String> {
    let head = answer.split("\r\n\r\n").next().unwrap();
    let lines = head.lines().map(str::to_ascii_lowercase).filter(|line| !line.starts_with("date:") && !line.starts_with("x-request-id:"));
    let mut lines: Vec<_> = lines.collect();
    lines.sort();
    lines
}

#[test]
fn head_answers_what_get_answers_without_the_body() {
    let place = Place::new(Kind::Sqlite);
    let server = place.serve();
    for path in [
        "/api/v1/organizations",
        "/api/v1/documents/about",
        "/api/v1/nothing",
        "/api/v1/documents/about/versions/1/file",
        "/api/openapi.json",
        "/",
    ] {
        for encoding in ["identity", "gzip", "br"] {
            let ask =
                |method: &str| format!("{method} {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: {encoding}\r\nConnection: close\r\n\r\n");
            let (get, head) = (say(&server, &ask("GET")), say(&server, &ask("HEAD")));
            assert_eq!(headers(&head), headers(&get), "{path} {encoding}");
            assert_eq!(head.split("\r\n\r\n").nth(1), Some(""), "{path} {encoding}: a body");
        }
    }
}

fn files_in(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { files_in(&path) } else { 1 }).sum()
}

#[test]
fn an_upload_that_is_cut_off_leaves_nothing() {
    let place = Place::new(Kind::Sqlite);
    place.make_admin();
    let server = place.serve();
    let (token, files) = (server.sign_in(), place.folder.path().join("files"));
    let read = || (server.get("/api/v1/documents/about").unwrap().body, server.get("/api/v1/changes").unwrap().body["head"].clone());
    let before = (read(), files_in(&files));
    let revision = before.0.0["revision"].as_i64().unwrap();
    let head = format!(
        "POST /api/v1/documents/about/versions HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\nIf-Match: \"{revision}\"\r\n\
         Content-Type: multipart/form-data; boundary=edge\r\nContent-Length: 200000\r\n\r\n\
         --edge\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{}\r\n\
         --edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n",
        json!({"language": "sq"})
    );
    let mut stream = connect(&server);
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&b"a line of text\n".repeat(6_000)).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    drop(stream);
    let patience = Instant::now() + Duration::from_secs(15);
    while files_in(&files) != before.1 && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!((read(), files_in(&files)), before);
}
