//! What a key lets a program do. Pure.
use super::model::Scope;
use crate::accounts::AccountRole;
use crate::error::{Code, Result};
use crate::record::Role;
use crate::time::Moment;
use std::time::Duration;

/// A year and a day: the same date next year is fine.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// The role that goes with a scope, and whether for reading alone. There is no scope for administrators.
fn role_of(scope: Scope) -> Option<(AccountRole, bool)> {
    match scope {
        Scope::CommentsWrite => None,
        Scope::EditorialRead => Some((AccountRole::Editor, true)),
        Scope::EditorialWrite => Some((AccountRole::Editor, false)),
        Scope::ModerationRead => Some((AccountRole::Moderator, true)),
        Scope::ModerationWrite => Some((AccountRole::Moderator, false)),
    }
}

/// The roles that a key gives, and those that it gives for reading: what the account has right now, within the scopes.
pub(super) fn granted(scopes: &[Scope], roles: &[AccountRole]) -> (Vec<Role>, Vec<Role>) {
    let held = scopes.iter().filter_map(|scope| role_of(*scope)).filter(|(role, _)| roles.contains(role));
    let (reading, all): (Vec<_>, Vec<_>) = held.partition(|(_, only_reading)| *only_reading);
    let named = |roles: Vec<(AccountRole, bool)>| roles.into_iter().map(|(role, _)| role.into()).collect();
    (named(all), named(reading))
}

/// Whether an account can have a key with these scopes.
///
/// # Errors
/// `conflict` (409) at `/scopes`.
pub(super) fn is_within(scopes: &[Scope], roles: &[AccountRole], organization: Option<&str>) -> Result<()> {
    if scopes.contains(&Scope::CommentsWrite) && organization.is_none() {
        return Err(Code::Conflict.at("/scopes", "no_organization"));
    }
    let beyond = scopes.iter().filter_map(|scope| role_of(*scope)).any(|(role, _)| !roles.contains(&role));
    if beyond { Err(Code::Conflict.at("/scopes", "beyond_roles")) } else { Ok(()) }
}

/// A key is good for a while, and not for ever.
///
/// # Errors
/// `conflict` (409) at `/expires_at`.
pub(super) fn lasts_a_while(expires_at: Moment, now: Moment) -> Result<()> {
    match expires_at {
        early if early <= now => Err(Code::Conflict.at("/expires_at", "past")),
        late if late > now.plus(LONGEST) => Err(Code::Conflict.at("/expires_at", "too_late")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_gives_what_the_account_has_within_its_scopes_and_never_administration() {
        assert_eq!(granted(Scope::ALL, AccountRole::ALL), (vec![Role::Editor, Role::Moderator], vec![Role::Editor, Role::Moderator]));
        assert_eq!(granted(Scope::ALL, &[AccountRole::Admin]), (vec![], vec![]));
        assert_eq!(granted(&[Scope::ModerationRead], AccountRole::ALL), (vec![], vec![Role::Moderator]));
        assert_eq!(granted(&[Scope::EditorialWrite], &[AccountRole::Moderator]), (vec![], vec![]));
    }

    #[test]
    fn a_key_lasts_a_year_at_the_most() {
        let now = Moment::from_millis(1_000_000);
        assert!(lasts_a_while(now.plus(LONGEST), now).is_ok() && lasts_a_while(now.plus(Duration::from_millis(1)), now).is_ok());
        assert!(lasts_a_while(now, now).is_err() && lasts_a_while(now.plus(LONGEST + Duration::from_millis(1)), now).is_err());
    }
}
