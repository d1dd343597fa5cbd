//! A client that costs little: keep-alive connections, requests written as bytes, answers read by their length.
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

pub struct Connection {
    address: String,
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    pub fn open(address: &str) -> Self {
        Self { address: address.to_owned(), stream: stream(address), buffer: vec![0; 64 * 1024] }
    }

    /// Sends a request and reads the whole answer: its status and its body. Where the server then closes the connection,
    /// as it does when it refuses a body unread, the next request opens another.
    pub fn ask(&mut self, request: &[u8]) -> (u16, Vec<u8>) {
        self.stream.write_all(request).unwrap();
        let mut answer = vec![];
        loop {
            let read = self.stream.read(&mut self.buffer).unwrap();
            assert!(read > 0, "the connection was closed");
            answer.extend_from_slice(&self.buffer[..read]);
            let Some(head) = answer.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
            let text = String::from_utf8_lossy(&answer[..head]).to_ascii_lowercase();
            let length =
                text.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next()?.parse::<usize>().ok()).unwrap_or(0);
            if answer.len() >= head + 4 + length {
                let status = text.split(' ').nth(1).unwrap().parse().unwrap();
                if text.contains("\r\nconnection: close") {
                    self.stream = stream(&self.address);
                }
                return (status, answer.split_off(head + 4));
            }
        }
    }
}

fn stream(address: &str) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream
}

pub fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n").into_bytes()
}

pub fn post(path: &str, body: &str) -> Vec<u8> {
    format!("POST {path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len())
        .into_bytes()
}

/// Asks for `time` on `connections` connections at once; answers each request's microseconds.
pub fn press(address: &str, connections: usize, time: Duration, request: impl Fn(usize, usize) -> Vec<u8> + Sync, status: u16) -> Vec<u64> {
    let end = Instant::now() + time;
    let one = |number: usize| {
        let (mut connection, mut times) = (Connection::open(address), vec![]);
        for turn in 0.. {
            let begun = Instant::now();
            if begun >= end {
                break;
            }
            let (got, body) = connection.ask(&request(number, turn));
            assert_eq!(got, status, "{}", String::from_utf8_lossy(&body));
            times.push(begun.elapsed().as_micros() as u64);
        }
        times
    };
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..connections)
            .map(|number| {
                scope.spawn({
                    let one = &one;
                    move || one(number)
                })
            })
            .collect();
        all.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}
