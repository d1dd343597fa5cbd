//! Texts that are almost equal have fingerprints that are almost equal (Charikar's simhash), whatever the script, case,
//! marks and punctuation: they are made of the folded words, three by three.
use crate::language::words;

/// So many of the 64 bits may differ between texts that are called alike; of texts that have nothing to do with each other
/// one pair in a hundred million is as near. Of those that differ in at most three bits at
/// least one of the four parts is equal, so they are always found; others mostly.
const ALIKE: u32 = 10;
const SHINGLE: usize = 3;

/// What is kept of how a text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fingerprint {
    pub(super) simhash: u64,
    pub(super) links: i64,
}

impl Fingerprint {
    pub(super) fn of(text: &str) -> Self {
        Self { simhash: simhash(text), links: links(text) }
    }

    /// Its four parts of 16 bits.
    pub(super) fn bands(self) -> [i64; 4] {
        [0, 16, 32, 48].map(|shift| i64::from((self.simhash >> shift) as u16))
    }
}

pub(super) fn alike(one: u64, other: u64) -> bool {
    (one ^ other).count_ones() <= ALIKE
}

fn simhash(text: &str) -> u64 {
    let words: Vec<String> = words(text).map(|(_, key)| key).collect();
    let mut votes = [0_i32; 64];
    for shingle in words.windows(SHINGLE.min(words.len()).max(1)) {
        let hash = hash(shingle);
        for (bit, vote) in votes.iter_mut().enumerate() {
            *vote += if hash >> bit & 1 == 1 { 1 } else { -1 };
        }
    }
    votes.iter().enumerate().fold(0, |simhash, (bit, vote)| simhash | u64::from(*vote > 0) << bit)
}

/// FNV-1a, its bits mixed once more. It is stored, so it must never change.
fn hash(words: &[String]) -> u64 {
    let bytes = words.iter().flat_map(|word| word.bytes().chain([b' ']));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let mixed = (hash ^ hash >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let mixed = (mixed ^ mixed >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    mixed ^ mixed >> 33
}

fn links(text: &str) -> i64 {
    let text = text.to_lowercase();
    let count = |of: &str| i64::try_from(text.matches(of).count()).unwrap_or(i64::MAX);
    count("http://") + count("https://") + (count("www.") - count("://www.")).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "Mendoj se komuna duhet ta botojë buxhetin çdo muaj dhe të tregojë sa para shkojnë për shkolla, rrugë dhe ujë, \
        sepse qytetarët kanë të drejtë ta dinë ku shkojnë paratë e tyre. Propozoj që çdo vendim i kuvendit të dalë në internet \
        brenda shtatë ditësh, me tekstin e plotë dhe me emrat e atyre që kanë votuar, dhe që secili të mund të shkruajë mendimin \
        e vet pa u regjistruar. Kështu bëjnë edhe vende të tjera të rajonit, dhe nuk kushton pothuajse asgjë.";

    fn apart(one: &str, other: &str) -> u32 {
        (simhash(one) ^ simhash(other)).count_ones()
    }

    #[test]
    fn script_case_marks_and_punctuation_make_no_difference() {
        assert_eq!(apart("Грађани траже буџет, одмах!", "gradjani traze budzet odmah"), 0);
        assert_eq!(apart("ÇËSHTJA E BUXHETIT", "çështja — e buxhetit."), 0);
        assert_ne!(apart("Po.", "Jo."), 0);
    }

    #[test]
    fn a_long_text_with_a_changed_word_is_alike_and_another_text_is_not() {
        for changed in [LONG.replace("shtatë", "pesë"), format!("{LONG} Faleminderit."), format!("Përshëndetje! {LONG}")] {
            assert!(alike(simhash(LONG), simhash(&changed)), "{}", apart(LONG, &changed));
        }
        let other = "Rruga në lagjen time është e prishur prej dy vitesh dhe askush nuk përgjigjet kur telefonojmë në komunë për të.";
        assert!(!alike(simhash(LONG), simhash(other)), "{}", apart(LONG, other));
    }

    #[test]
    fn what_differs_in_three_bits_shares_a_part() {
        let print = |simhash| Fingerprint { simhash, links: 0 }.bands();
        for (a, b, c) in [(0, 16, 32), (1, 17, 63), (47, 48, 15), (5, 6, 7)] {
            let other = print(0x0123_4567_89ab_cdef_u64 ^ (1 << a | 1 << b | 1 << c));
            assert!(print(0x0123_4567_89ab_cdef).iter().zip(other).any(|(one, other)| *one == other));
        }
    }

    #[test]
    fn links_are_counted_once() {
        assert_eq!(links("Shih https://a.example, HTTP://b.example dhe www.c.example ose https://www.d.example"), 4);
        assert_eq!(links("Asnjë lidhje."), 0);
    }
}
