//! The words of the page to print, in three languages.
use crate::comments::{AuthorKind, CommentState, SubjectKind};
pub(super) use crate::locale::{ANONYMOUS, INDEPENDENT, ON_BEHALF_OF, Words};

pub(super) const REPORT: Words = ["Raporti i konsultimit", "Izveštaj o konsultacijama", "Consultation report"];
pub(super) const LANGUAGES: Words = ["Gjuhët dhe formatet", "Jezici i formati", "Languages and formats"];
pub(super) const WINDOW: Words = ["Komentet janë të hapura", "Komentari su otvoreni", "Comments are open"];
pub(super) const FROM_PUBLICATION: Words = ["nga publikimi", "od objavljivanja", "from publication"];
pub(super) const WITHOUT_END: Words = ["pa afat", "bez roka", "without end"];
pub(super) const OPEN_NOW: Words = ["të hapura tani", "sada otvoreni", "open now"];
pub(super) const CLOSED_NOW: Words = ["të mbyllura tani", "sada zatvoreni", "closed now"];
pub(super) const RESPONSIBLE: Words = ["Organizata përgjegjëse", "Odgovorna organizacija", "Responsible organization"];
pub(super) const AS_OF: Words = ["Gjendja sipas regjistrit, hyrja", "Stanje evidencije, zapis", "As of the record’s entry"];
pub(super) const KOSOVO_TIME: Words = ["Orët janë sipas kohës së Kosovës.", "Vreme je po kosovskom vremenu.", "Times are those of Kosovo."];
pub(super) const NUMBERS: Words = ["Numrat", "Brojevi", "The numbers"];
pub(super) const COMMENTS: Words = ["Komentet", "Komentari", "Comments"];
pub(super) const RECEIVED: Words = ["Komente të pranuara", "Primljeni komentari", "Comments received"];
pub(super) const NEVER_PUBLIC: Words =
    ["Kurrë të publikuara (edhe në pritje)", "Nikad objavljeni (i na čekanju)", "Never published (waiting ones included)"];
pub(super) const FEWER_THAN_FIVE: Words = ["nuk tregohet", "ne navodi se", "not told"];
pub(super) const WHY_NOT_TOLD: Words = [
    "Numri nuk tregohet kur më pak se pesë komente kanë mbetur të papublikuara.",
    "Broj se ne navodi kada je manje od pet komentara ostalo neobjavljeno.",
    "The number is not told while fewer than five comments never became public.",
];
pub(super) const ONCE_PUBLIC: Words = ["Të publikuara ndonjëherë", "Ikada objavljeni", "Ever published"];
pub(super) const PUBLISHED: Words = ["Të publikuara tani", "Sada objavljeni", "Published now"];
pub(super) const HIDDEN: Words = ["Të fshehura më vonë", "Kasnije skriveni", "Hidden later"];
pub(super) const WITHDRAWN: Words = ["Të tërhequra nga autori", "Povukao ih autor", "Taken back by the author"];
pub(super) const ERASED: Words = ["Të fshira", "Izbrisani", "Erased"];
pub(super) const ANSWERED: Words = ["Të përgjigjura", "Odgovoreno", "Answered"];
pub(super) const WAITING: Words = ["Presin përgjigje", "Čekaju odgovor", "Waiting for an answer"];
pub(super) const MEDIAN: Words =
    ["Mediana e ditëve deri në përgjigjen e parë", "Medijana dana do prvog odgovora", "Median of days to the first response"];
pub(super) const RESPONSES: Words = ["Përgjigje në fuqi", "Važeći odgovori", "Responses that stand"];
pub(super) const SUPERSEDED: Words = ["Përgjigje të zëvendësuara", "Zamenjeni odgovori", "Superseded responses"];
pub(super) const OUTCOMES: Words = ["Përgjigjet sipas rezultatit", "Odgovori prema ishodu", "Responses by outcome"];
pub(super) const UNANSWERED: Words = ["Kush ende nuk ka marrë përgjigje", "Ko još nije dobio odgovor", "Who has not been answered yet"];
pub(super) const NOBODY_WAITS: Words = ["Askush nuk pret përgjigje.", "Niko ne čeka odgovor.", "Nobody waits for an answer."];
pub(super) const SAID: Words =
    ["Çfarë u tha dhe çfarë u përgjigj", "Šta je rečeno i šta je odgovoreno", "What was said and what was answered"];
pub(super) const NOTHING_SAID: Words =
    ["Ende nuk ka komente të publikuara.", "Još nema objavljenih komentara.", "No comments have been published yet."];
pub(super) const COMMENT: Words = ["Komenti", "Komentar", "Comment"];
pub(super) const REPLY_TO: Words = ["përgjigje ndaj komentit", "odgovor na komentar", "reply to comment"];
pub(super) const WRITES_FOR: Words = ["thotë se shkruan në emër të", "kaže da piše u ime", "says they write on behalf of"];
pub(super) const NO_TEXT: Words = ["Teksti nuk tregohet.", "Tekst se ne prikazuje.", "The text is not shown."];
pub(super) const REASONS: Words = ["Arsyet", "Razlozi", "Reasons"];
pub(super) const ANSWERS: Words = ["përgjigjet", "odgovara", "answers"];
pub(super) const WRITTEN_BY: Words = ["shkroi", "napisao/la", "written by"];
pub(super) const CHANGED: Words = ["Çfarë ndryshoi", "Šta je promenjeno", "What changed"];
pub(super) const VERSION: Words = ["versioni", "verzija", "version"];
pub(super) const NOT_IN_FORCE: Words =
    ["E zëvendësuar nga një përgjigje e mëvonshme.", "Zamenjen kasnijim odgovorom.", "Superseded by a later response."];
pub(super) const NO_ANSWER: Words = ["Ende pa përgjigje.", "Još bez odgovora.", "Not answered yet."];

pub(super) fn state(state: CommentState) -> Words {
    match state {
        CommentState::Hidden => ["I fshehur nga moderatori.", "Sakrio ga je moderator.", "Hidden by a moderator."],
        CommentState::Withdrawn => ["I tërhequr nga autori.", "Povukao ga je autor.", "Taken back by its author."],
        CommentState::Erased => ["I fshirë.", "Izbrisan.", "Erased."],
        _ => ["I publikuar.", "Objavljen.", "Published."],
    }
}

pub(super) fn author(kind: AuthorKind) -> Words {
    match kind {
        AuthorKind::Citizen => ["qytetar/e", "građanin/ka", "citizen"],
        AuthorKind::CivilSociety => ["shoqëria civile", "civilno društvo", "civil society"],
        AuthorKind::Academia => ["akademia", "akademska zajednica", "academia"],
        AuthorKind::Business => ["biznesi", "privreda", "business"],
    }
}

pub(super) fn subject(kind: SubjectKind) -> Words {
    match kind {
        SubjectKind::Document => ["Dokument", "Dokument", "Document"],
        SubjectKind::Milestone => ["Pikë kyçe", "Ključni korak", "Milestone"],
        SubjectKind::Decision => ["Vendim", "Odluka", "Decision"],
    }
}
