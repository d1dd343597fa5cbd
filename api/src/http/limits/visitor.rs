//! Who asks: the network that an address belongs to, as far as it can be believed.
use actix_web::http::header::HeaderMap;
use ipnet::IpNet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

/// So many of the addresses that a chain of proxies names are looked at.
const LONGEST_CHAIN: usize = 32;

/// A keyed hash of the asker's network. It is good for a day and leads back to nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Visitor(pub(super) u64);

impl Visitor {
    /// For what is counted over all: for everybody alike.
    pub fn alone(self) -> u64 {
        self.0
    }

    /// For what is counted by visitor and thing.
    pub fn on(self, thing: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.0, thing).hash(&mut hasher);
        hasher.finish()
    }
}

/// The proxies that stand in front of us and say in `X-Forwarded-For` for whom they speak.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(Vec<IpNet>);

impl FromStr for TrustedProxies {
    type Err = String;
    /// Networks (`10.0.0.0/8`) and single addresses with commas between them; nothing is nobody.
    fn from_str(text: &str) -> Result<Self, String> {
        let one = |text: &str| {
            let alone = || text.parse::<IpAddr>().map(IpNet::from);
            text.parse::<IpNet>().or_else(|_| alone()).map_err(|_| format!("{text} is neither an address nor a network"))
        };
        text.split(',').map(str::trim).filter(|text| !text.is_empty()).map(one).collect::<Result<_, _>>().map(Self)
    }
}

impl TrustedProxies {
    fn trust(&self, address: &IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }

    /// The asker's network: that of the last address in the chain that no proxy of ours wrote for another of ours. What
    /// stands before it anybody could have made up.
    pub(super) fn network_of(&self, peer: Option<SocketAddr>, headers: &HeaderMap) -> [u8; 17] {
        let peer = peer.map_or(IpAddr::from([0; 16]), |peer| peer.ip().to_canonical());
        network(if self.trust(&peer) { self.behind(peer, headers) } else { peer })
    }

    fn behind(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let lines: Vec<_> = headers.get_all("x-forwarded-for").filter_map(|line| line.to_str().ok()).collect();
        let mut nearest = peer;
        for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')).take(LONGEST_CHAIN) {
            let Some(address) = address(hop.trim()) else { return nearest };
            nearest = address;
            if !self.trust(&address) {
                return address;
            }
        }
        nearest
    }
}

fn address(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse::<SocketAddr>().map(|it| it.ip());
    let bracketed = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    text.parse().or_else(|_| with_port()).ok().or_else(bracketed).map(|it: IpAddr| it.to_canonical())
}

/// What a household or an office has: 256 addresses of version 4, a /56 of version 6.
fn network(address: IpAddr) -> [u8; 17] {
    let mut network = [0; 17];
    match address {
        IpAddr::V4(address) => {
            network[0] = 4;
            network[1..4].copy_from_slice(&address.octets()[..3]);
        }
        IpAddr::V6(address) => {
            network[0] = 6;
            network[1..8].copy_from_slice(&address.octets()[..7]);
        }
    }
    network
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::{HeaderName, HeaderValue};

    fn seen(proxies: &str, peer: &str, forwarded: &[&'static str]) -> [u8; 17] {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append(HeaderName::from_static("x-forwarded-for"), HeaderValue::from_static(line));
        }
        let peer = SocketAddr::new(peer.parse().unwrap(), 40_000);
        proxies.parse::<TrustedProxies>().unwrap().network_of(Some(peer), &headers)
    }

    fn plainly(address: &str) -> [u8; 17] {
        network(address.parse().unwrap())
    }

    #[test]
    fn a_header_that_nobody_trusted_wrote_changes_nothing() {
        for proxies in ["", "10.0.0.0/8", "192.0.2.8, 2001:db8::/32"] {
            assert_eq!(seen(proxies, "203.0.113.9", &["198.51.100.1"]), plainly("203.0.113.9"));
        }
    }

    #[test]
    fn behind_a_trusted_proxy_the_rightmost_stranger_counts() {
        let cases: [(&[&'static str], &str); 8] = [
            (&["198.51.100.1"], "198.51.100.1"),
            (&["6.6.6.6, 198.51.100.1"], "198.51.100.1"),
            (&["6.6.6.6", "198.51.100.1, 10.9.9.9"], "198.51.100.1"),
            (&["198.51.100.1:5000"], "198.51.100.1"),
            (&["[2001:db8::1]:443"], "2001:db8::1"),
            (&["6.6.6.6, nonsense"], "10.0.0.7"),
            (&["10.1.1.1"], "10.1.1.1"),
            (&[], "10.0.0.7"),
        ];
        for (forwarded, expected) in cases {
            assert_eq!(seen("10.0.0.0/8", "10.0.0.7", forwarded), plainly(expected), "{forwarded:?}");
        }
        assert_eq!(seen("10.0.0.0/8", "::ffff:10.0.0.7", &["198.51.100.1"]), plainly("198.51.100.1"));
    }

    #[test]
    fn a_network_is_256_addresses_or_a_slash_56() {
        assert_eq!(plainly("192.0.2.1"), plainly("192.0.2.255"));
        assert_ne!(plainly("192.0.2.1"), plainly("192.0.3.1"));
        assert_eq!(plainly("2001:db8:0:100::1"), plainly("2001:db8:0:1ff:ffff::9"));
        assert_ne!(plainly("2001:db8:0:100::1"), plainly("2001:db8:0:200::1"));
        assert_ne!(plainly("::"), plainly("0.0.0.0"));
    }

    #[test]
    fn what_is_no_network_is_no_setting() {
        assert!("10.0.0.0/8,caddy".parse::<TrustedProxies>().is_err() && "10.0.0.0/33".parse::<TrustedProxies>().is_err());
        assert_eq!(" ".parse::<TrustedProxies>().unwrap().0.len(), 0);
    }
}
