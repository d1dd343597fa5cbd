//! Everybody's tables. A slice writes only its own; a test holds this file against the migrated databases.
#![allow(missing_docs)] // each table is described in its migration

diesel::table! {
    record_head (id) { id -> BigInt, seq -> BigInt, at -> BigInt, }
}
diesel::table! {
    record_entries (seq) {
        seq -> BigInt, at -> BigInt, kind -> Text, subject_kind -> Text, subject_id -> Text, op -> Text,
        revision -> BigInt, leaf -> Text,
    }
}
diesel::table! {
    commitment_salts (seq, field) { seq -> BigInt, field -> Text, salt -> Text, }
}
diesel::table! {
    editorial_things (kind, id) {
        kind -> Text, id -> Text, position -> Text, status -> Text, revision -> BigInt, seq -> Nullable<BigInt>,
        created_at -> BigInt, updated_at -> BigInt, withdrawal -> Nullable<Text>, body -> Text,
    }
}
diesel::table! {
    editorial_references (from_kind, from_id, role, to_kind, to_id) {
        from_kind -> Text, from_id -> Text, role -> Text, to_kind -> Text, to_id -> Text,
    }
}
diesel::table! {
    idempotency_keys (scope, key) {
        scope -> Text, key -> Text, request -> Text, answer -> Text, created_at -> BigInt,
    }
}
diesel::table! {
    accounts (id) {
        id -> Text, email -> Text, password -> Text, pseudonym -> Text, roles -> Text, organization_kind -> Nullable<Text>,
        organization -> Nullable<Text>, created_at -> BigInt, disabled_at -> Nullable<BigInt>, revision -> BigInt,
        display_name -> Nullable<Text>,
    }
}
diesel::table! {
    sessions (id) {
        id -> Text, account -> Text, device -> Nullable<Text>, created_at -> BigInt, last_used_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}
diesel::table! {
    reset_codes (account) { account -> Text, hash -> Text, issued_at -> BigInt, }
}
diesel::table! {
    second_factors (account) {
        account -> Text, secret -> Text, last_step -> BigInt, begun_at -> BigInt, confirmed_at -> Nullable<BigInt>,
    }
}
diesel::table! {
    recovery_codes (account, hash) { account -> Text, hash -> Text, }
}
diesel::table! {
    api_keys (id) {
        id -> Text, account -> Text, name -> Text, scopes -> Text, hash -> Text, issued_by -> Text, issued_at -> BigInt,
        expires_at -> BigInt, last_used_on -> Nullable<Text>, revoked_at -> Nullable<BigInt>,
    }
}
diesel::table! {
    refresh_tokens (hash) { hash -> Text, session -> Text, created_at -> BigInt, spent_at -> Nullable<BigInt>, }
}
diesel::table! {
    comments (id) {
        id -> Text, subject_kind -> Text, subject_id -> Text, parent -> Nullable<Text>, depth -> BigInt,
        author_name -> Nullable<Text>, author_kind -> Text, organization -> Nullable<Text>, language -> Text,
        body -> Nullable<Text>, state -> Text, revision -> BigInt, created_at -> BigInt,
        published_at -> Nullable<BigInt>, seq -> Nullable<BigInt>, replies -> BigInt, rules_version -> BigInt,
        reasons -> Text, state_since -> BigInt, text_until -> Nullable<BigInt>, merged_into -> Nullable<Text>, merged -> BigInt,
        answers -> BigInt,
        on_behalf_of -> Nullable<Text>, submitted_by -> Nullable<Text>,
    }
}
diesel::table! {
    comment_counters (subject_kind, subject_id) {
        subject_kind -> Text, subject_id -> Text, published -> BigInt, roots -> BigInt,
    }
}
diesel::table! {
    spent_challenges (nonce) { nonce -> Text, expires_at -> BigInt, }
}
diesel::table! {
    comment_fingerprints (comment) {
        comment -> Text, family -> Text, simhash -> BigInt, band_a -> BigInt, band_b -> BigInt, band_c -> BigInt,
        band_d -> BigInt, links -> BigInt, burst -> Bool,
    }
}
diesel::table! {
    moderation_decisions (id) {
        id -> Text, comment -> Text, comment_revision -> BigInt, outcome -> Text, reasons -> Text, rules -> Text,
        rules_version -> BigInt, explanation -> Nullable<Text>, public_note -> Nullable<Text>, initiative -> Text,
        legal_reference -> Nullable<Text>, merged_into -> Nullable<Text>, decided_by -> Text, pseudonym -> Text,
        organization -> Nullable<Text>, at -> BigInt, seq -> Nullable<BigInt>, erased_at -> Nullable<BigInt>,
    }
}
diesel::table! {
    comment_claims (comment) { comment -> Text, account -> Text, pseudonym -> Text, until -> BigInt, }
}
diesel::table! {
    comment_erasures (comment) {
        comment -> Text, reason -> Text, legal_reference -> Nullable<Text>, erased_by -> Nullable<Text>, at -> BigInt,
    }
}
diesel::table! {
    appeals (id) {
        id -> Text, comment -> Text, decision -> Text, state -> Text, revision -> BigInt, text -> Nullable<Text>,
        filed_at -> BigInt, reviewer -> Nullable<Text>, pseudonym -> Nullable<Text>, organization -> Nullable<Text>,
        reviewed_at -> Nullable<BigInt>, decided_at -> Nullable<BigInt>, answer -> Nullable<Text>,
        public_note -> Nullable<Text>, statement -> Nullable<Text>,
    }
}

diesel::table! {
    search_items (place) { place -> BigInt, kind -> Text, id -> Text, titles -> Text, tokens -> Text, }
}
diesel::table! {
    search_state (id) { id -> BigInt, version -> BigInt, }
}
diesel::table! {
    document_texts (sha256) { sha256 -> Text, text -> Text, }
}

diesel::allow_tables_to_appear_in_same_query!(editorial_things, editorial_references);
diesel::allow_tables_to_appear_in_same_query!(comments, moderation_decisions, appeals);
diesel::joinable!(sessions -> accounts (account));
diesel::allow_tables_to_appear_in_same_query!(accounts, sessions);
diesel::joinable!(api_keys -> accounts (account));
diesel::allow_tables_to_appear_in_same_query!(accounts, api_keys, second_factors, reset_codes);

diesel::table! {
    import_marks (kind, id) { kind -> Text, id -> Text, digest -> Text, }
}

diesel::table! {
    responses (id) {
        id -> Text, revision -> BigInt, comment -> Text, subject_kind -> Text, subject_id -> Text, organization -> Text,
        outcome -> Text, reason_sq -> Nullable<Text>, reason_sr -> Nullable<Text>, reason_en -> Nullable<Text>,
        changed -> Nullable<Text>, supersedes -> Nullable<Text>, superseded_by -> Nullable<Text>, answered_by -> Text,
        pseudonym -> Text, published_at -> BigInt, first_after -> Nullable<BigInt>, seq -> Nullable<BigInt>,
        listed -> Nullable<BigInt>,
    }
}
diesel::table! {
    response_delays (subject_kind, subject_id, days) {
        subject_kind -> Text, subject_id -> Text, days -> BigInt, comments -> BigInt,
    }
}
