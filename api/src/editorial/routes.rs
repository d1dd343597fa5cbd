//! The nine routes that every editorial kind has. They differ only in names and types, so they are written once, as a
//! macro: utoipa needs a function of its own for each operation.

/// `editorial_routes! { OrganizationFields, "organizations", organization, organizations, "an organization" }` defines
/// the handlers and `mount`, `mount_editorial` to hang them up.
macro_rules! editorial_routes {
    ($fields:ty, $tag:tt, $one:ident, $many:ident, $a_one:tt, [$($extra:ident),*]) => {
        use $crate::editorial::{self, Asked, Editorial, EditorialQuery, Fields, ListQuery, New, Patch, Shown, Status, WithdrawalReason};
        use $crate::error::Result;
        use $crate::http::{Answer, Body, Editor, Idempotency, IdempotencyHeader, IfMatch, IfMatchHeader, Page, Params};
        use $crate::record::Record;
        use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post};
        use actix_web::web::{Data, Path};
        use utoipa_actix_web::{scope, service_config::ServiceConfig};

        type Filter = <$fields as Fields>::Filter;
        type One = Shown<$fields>;
        type Items = Page<One>;
        type Kept = Editorial<$fields>;
        type KeptItems = Page<Kept>;
        type Draft = New<$fields>;
        type Change = Patch<$fields>;

        /// Mounts what everybody reads and editors write.
        pub fn routes(cfg: &mut ServiceConfig) {
            cfg.service(scope::scope(concat!("/", $tag)).service(list).service(create).service(find).service(revise).service(remove)
                .service(publish).service(withdraw)$(.service($extra))*);
            cfg.service(scope::scope(concat!("/editorial/", $tag)).service(list_editorial).service(find_editorial));
        }

        #[utoipa::path(tag = $tag, operation_id = concat!("list_", $tag), summary = concat!("List published ", $tag, "."),
            description = "In one fixed order. `total` counts all that match.",
            params(ListQuery, Filter), responses((status = 200, description = "One page", body = Items)))]
        #[get("")]
        async fn list(record: Data<Record>, Params(query): Params<ListQuery>, Params(filter): Params<Filter>, request: HttpRequest) -> Result<Answer<Items>> {
            editorial::public_list(&record, &request, Asked { status: Status::Published, query, filter }).await
        }

        #[utoipa::path(tag = $tag, operation_id = concat!("find_", stringify!($one)), summary = concat!("Read ", $a_one, "."),
            description = "410 with the reason if an editor withdrew it.",
            params(("id" = inline($crate::editorial::Id), Path)), responses((status = 200, description = "The thing", body = One)),
            extensions(("x-problems" = json!(["gone"]))))]
        #[get("/{id}")]
        async fn find(record: Data<Record>, id: Path<String>) -> Result<Answer<One>> {
            editorial::public_one(&record, id.into_inner()).await
        }

        #[utoipa::path(tag = $tag, operation_id = concat!("create_", stringify!($one)), summary = concat!("Make a draft of ", $a_one, "."),
            description = "Editors only. Nobody else sees it until it is published.",
            params(IdempotencyHeader), request_body = Draft, security(("bearer" = ["editor"])),
            responses((status = 201, description = "The draft", body = Kept,
                headers(("Location" = String, description = "Its address"), ("ETag" = String, description = "For `If-Match`")))),
            extensions(("x-problems" = json!(["id_taken", "unknown_reference", "conflict"]))))]
        #[post("")]
        async fn create(editor: Editor, record: Data<Record>, idempotency: Idempotency, body: Body<Draft>) -> Result<Answer<Kept>> {
            let made = editorial::create_once(&record, editor.actor(), idempotency, body).await?;
            Ok(editorial::created($tag, made))
        }

        #[utoipa::path(tag = $tag, operation_id = concat!("update_", stringify!($one)), summary = concat!("Change ", $a_one, "."),
            description = "Editors only. A merge patch (RFC 7396): `null` makes a value unknown. What is published changes for everybody at once.",
            params(("id" = inline($crate::editorial::Id), Path), IfMatchHeader), request_body = Change, security(("bearer" = ["editor"])),
            responses((status = 200, description = "As it is now", body = Kept)),
            extensions(("x-problems" = json!(["wrong_state", "both_official_languages", "unknown_reference", "conflict", "replanning_needs_reason"]))))]
        #[patch("/{id}")]
        async fn revise(editor: Editor, record: Data<Record>, id: Path<String>, read: IfMatch, patch: Body<Change>) -> Result<Answer<Kept>> {
            let shown = record.commit(editor.actor(), move |tx| editorial::revise(tx, &id, read, patch.value)).await?;
            Ok(editorial::changed(shown))
        }

        #[utoipa::path(tag = $tag, operation_id = concat!("delete_", stringify!($one)), summary = concat!("Remove a draft of ", $a_one, "."),
            description = "Editors only. What was ever published can be withdrawn, not removed.",
            params(("id" = inline($crate::editorial::Id), Path), IfMatchHeader), security(("bearer" = ["editor"])),
            responses((status = 204, description = "Removed")), extensions(("x-problems" = json!(["wrong_state", "still_referenced"]))))]
        #[delete("/{id}")]
        async fn remove(editor: Editor, record: Data<Record>, id: Path<String>, read: IfMatch) -> Result<HttpResponse> {
            record.commit(editor.actor(), move |tx| editorial::remove::<$fields>(tx, &id, read)).await?;
            Ok(HttpResponse::NoContent().finish())
        }

        #[utoipa::path(tag = $tag, operation_id = concat!("publish_", stringify!($one)), summary = concat!("Publish ", $a_one, "."),
            description = "Editors only. Every text must be there in Albanian and in Serbian; what was withdrawn can be published again.",
            params(("id" = inline($crate::editorial::Id), Path), IfMatchHeader), security(("bearer" = ["editor"])),
            responses((status = 200, description = "As everybody sees it now", body = Kept)),
            extensions(("x-problems" = json!(["wrong_state", "both_official_languages", "unknown_reference", "conflict"]))))]
        #[post("/{id}/publication")]
        async fn publish(editor: Editor, record: Data<Record>, id: Path<String>, read: IfMatch) -> Result<Answer<Kept>> {
            let shown = record.commit(editor.actor(), move |tx| editorial::publish(tx, &id, read)).await?;
            Ok(editorial::changed(shown))
        }

        #[utoipa::path(tag = $tag, operation_id = concat!("withdraw_", stringify!($one)), summary = concat!("Withdraw ", $a_one, " from view."),
            description = "Editors only. Its address answers 410 with the reason from then on.",
            params(("id" = inline($crate::editorial::Id), Path), IfMatchHeader), request_body = WithdrawalReason, security(("bearer" = ["editor"])),
            responses((status = 200, description = "As editors see it now", body = Kept)),
            extensions(("x-problems" = json!(["wrong_state", "still_referenced"]))))]
        #[post("/{id}/withdrawal")]
        async fn withdraw(editor: Editor, record: Data<Record>, id: Path<String>, read: IfMatch, why: Body<WithdrawalReason>) -> Result<Answer<Kept>> {
            let shown = record.commit(editor.actor(), move |tx| editorial::withdraw(tx, &id, read, why.value)).await?;
            Ok(editorial::changed(shown))
        }

        #[utoipa::path(tag = "editorial", operation_id = concat!("list_editorial_", $tag), summary = concat!("List ", $tag, " as editors see them."),
            description = "Drafts, unless another status is asked for.",
            params(ListQuery, EditorialQuery, Filter), security(("bearer" = ["editor"])),
            responses((status = 200, description = "One page", body = KeptItems)))]
        #[get("")]
        async fn list_editorial(_: Editor, record: Data<Record>, Params(query): Params<ListQuery>, Params(status): Params<EditorialQuery>, Params(filter): Params<Filter>, request: HttpRequest) -> Result<Answer<KeptItems>> {
            let status = status.status.unwrap_or(Status::Draft);
            editorial::editorial_list(&record, &request, Asked { status, query, filter }).await
        }

        #[utoipa::path(tag = "editorial", operation_id = concat!("find_editorial_", stringify!($one)), summary = concat!("Read ", $a_one, " in any status."),
            description = "For editors.",
            params(("id" = inline($crate::editorial::Id), Path)), security(("bearer" = ["editor"])),
            responses((status = 200, description = "The thing", body = Kept)))]
        #[get("/{id}")]
        async fn find_editorial(_: Editor, record: Data<Record>, id: Path<String>) -> Result<Answer<Kept>> {
            editorial::editorial_one(&record, id.into_inner()).await
        }
    };
}
pub(crate) use editorial_routes;
