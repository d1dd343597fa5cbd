//! What the outcomes of responses are called.
use super::ResponseOutcome;

impl ResponseOutcome {
    /// In Albanian, Serbian and English.
    pub fn words(self) -> [&'static str; 3] {
        match self {
            Self::Accepted => ["Pranuar", "Prihvaćeno", "Accepted"],
            Self::PartlyAccepted => ["Pranuar pjesërisht", "Delimično prihvaćeno", "Partly accepted"],
            Self::NotAccepted => ["Nuk u pranua", "Nije prihvaćeno", "Not accepted"],
            Self::AlreadyCovered => ["Tashmë e përfshirë", "Već obuhvaćeno", "Already covered"],
            Self::OutOfScope => ["Jashtë kësaj çështjeje", "Izvan ove teme", "Out of scope"],
            Self::Noted => ["Shënuar", "Primljeno k znanju", "Noted"],
        }
    }
}
