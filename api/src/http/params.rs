//! Query parameters. Unknown ones, double ones and wrong values were refused at the gate, by the OpenAPI document.
use crate::error::{Code, Error, Result};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web::Query};
use serde::de::DeserializeOwned;
use std::future::{Ready, ready};

/// The query parameters as a type of ours.
pub struct Params<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Params<T> {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let read = Query::<T>::from_query(request.query_string());
        ready(read.map(|query| Self(query.into_inner())).map_err(|e| Code::InvalidParameter.because(e.to_string())))
    }
}
