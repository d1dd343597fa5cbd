//! People who use the app. Every answer that they get is held against the OpenAPI document.
use super::{Events, TestApp, contract};
use actix_web::body::BoxBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::{Method, header::HeaderMap};
use actix_web::test;
use serde_json::Value;

#[derive(Clone)]
pub struct Client<'a> {
    app: &'a TestApp,
    token: Option<String>,
    headers: Vec<(String, String)>,
    address: Option<std::net::SocketAddr>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    pub body: Value,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
    pub fn etag(&self) -> String {
        self.header("etag").expect("an ETag").to_owned()
    }
    /// The problem's code; empty if all went well.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or("")
    }
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.bytes));
        self
    }
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Self {
        assert_eq!((self.status, self.code()), (status, code), "{}", String::from_utf8_lossy(&self.bytes));
        self
    }
}

impl<'a> Client<'a> {
    pub fn new(app: &'a TestApp, token: Option<String>) -> Self {
        Self { app, token, headers: vec![], address: None }
    }
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.into()), ..self.clone() }
    }
    /// Their access token.
    pub fn token(&self) -> &str {
        self.token.as_deref().expect("somebody signed in")
    }
    pub fn with(&self, name: &str, value: impl Into<String>) -> Self {
        let mut headers = self.headers.clone();
        headers.push((name.into(), value.into()));
        Self { headers, ..self.clone() }
    }
    /// From a machine with this address.
    pub fn from(&self, address: &str) -> Self {
        Self { address: Some(std::net::SocketAddr::new(address.parse().unwrap(), 40_000)), ..self.clone() }
    }
    /// With the revision that the writer has read.
    pub fn having_read(&self, etag: impl Into<String>) -> Self {
        self.with("If-Match", etag)
    }
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }
    /// A POST that needs no body.
    pub async fn post_nothing(&self, path: &str) -> Answer {
        self.send(Method::POST, path, None).await
    }
    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, Some(body)).await
    }
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }
    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let (kind, bytes) = match body {
            Some(body) => (Some("application/json"), body.to_string().into_bytes()),
            None => (None, vec![]),
        };
        self.send_bytes(method, path, kind, bytes).await
    }
    pub async fn send_bytes(&self, method: Method, path: &str, kind: Option<&str>, bytes: Vec<u8>) -> Answer {
        let answer = self.ask(&method, path, kind, bytes).await;
        contract::agrees(&method, path, &answer);
        answer
    }
    /// Goes to an address around the API, of which the OpenAPI document says nothing.
    pub async fn visit(&self, path: &str) -> Answer {
        self.ask(&Method::GET, path, None, vec![]).await
    }
    /// Asks for anything, whether the OpenAPI document knows it or not.
    pub async fn ask(&self, method: &Method, path: &str, kind: Option<&str>, bytes: Vec<u8>) -> Answer {
        let response = self.begin(method, path, kind, bytes).await;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        // Events have no end; `follow` reads them one by one.
        let goes_on = headers.get("content-type").is_some_and(|kind| kind == "text/event-stream");
        let bytes = if goes_on { vec![] } else { test::read_body(response).await.to_vec() };
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { status, headers, bytes, body }
    }
    /// Asks for an answer that goes on and on.
    pub async fn follow(&self, path: &str) -> Events {
        let response = self.begin(&Method::GET, path, None, vec![]).await;
        let kind = response.headers().get("content-type").unwrap().to_str().unwrap().to_owned();
        let (_, operation) = contract::operation(&Method::GET, path.split('?').next().unwrap()).unwrap();
        let promised = &operation["responses"]["200"]["content"];
        assert!(response.status() == 200 && promised[&kind]["schema"]["type"] == "string", "{} {kind} {promised}", response.status());
        Events::of(response)
    }
    /// Asks, and does not wait for the answer's body.
    pub async fn begin(&self, method: &Method, path: &str, kind: Option<&str>, bytes: Vec<u8>) -> ServiceResponse<BoxBody> {
        let mut request = test::TestRequest::with_uri(path).method(method.clone()).set_payload(bytes);
        for (name, value) in &self.headers {
            request = request.append_header((name.as_str(), value.as_str()));
        }
        if let Some(address) = self.address {
            request = request.peer_addr(address);
        }
        if let Some(kind) = kind {
            request = request.insert_header(("Content-Type", kind));
        }
        if let Some(token) = &self.token {
            request = request.insert_header(("Authorization", format!("Bearer {token}")));
        }
        (self.app.service)(request.to_request()).await
    }
}
