//! The ceiling: a body of the same size that is made of nothing, behind the same middleware, in a process of its own.
use super::measure::{self, Row};
use super::process::Server;
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{self, Data};
use actix_web::{App, HttpResponse, HttpServer};
use hapur::http::{Contract, gate};
use serde_json::json;
use std::io::Write;

const PATH: &str = "/api/v1/ceiling";

pub fn measure(database: &'static str, size: usize) -> Row {
    let server = Server::ceiling(size);
    measure::get(database, &format!("a static body of {size} bytes"), &server, PATH)
}

/// Runs as the server.
pub fn serve() {
    let size = std::env::var("CEILING_SIZE").unwrap().parse().unwrap();
    let document = json!({"paths": {PATH: {"get": {"parameters": []}}}, "components": {}});
    let contract = Data::new(Contract::of(&document).unwrap());
    let body = web::Bytes::from(vec![b'a'; size]);
    actix_web::rt::System::new().block_on(async move {
        let app = move || {
            let body = body.clone();
            let answer = move || {
                let body = body.clone();
                async move { HttpResponse::Ok().content_type("application/json").body(body) }
            };
            App::new().app_data(contract.clone()).route(PATH, web::get().to(answer)).wrap(Compress::default()).wrap(from_fn(gate))
        };
        let server = HttpServer::new(app).tcp_nodelay(true).bind("127.0.0.1:0").unwrap();
        println!("listens on http://{}", server.addrs()[0]);
        std::io::stdout().flush().unwrap();
        server.run().await.unwrap();
    });
}
