//! As much HTTP as it takes to ask our own server how it is.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4, TcpListener, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// How long one question may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// An address on this machine alone.
pub fn local(port: u16) -> SocketAddr {
    SocketAddrV4::new(Ipv4Addr::LOCALHOST, port).into()
}

/// The status of `GET path`.
///
/// # Errors
/// When nobody answers, or not in HTTP.
pub fn status(address: SocketAddr, path: &str) -> Result<u16> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream.take(64).read_to_string(&mut answer)?;
    parse_status(&answer).context("the answer is not HTTP")
}

fn parse_status(answer: &str) -> Option<u16> {
    let mut words = answer.split(' ');
    words.next()?.strip_prefix("HTTP/1.")?;
    words.next()?.parse().ok()
}

/// Makes sure that nobody listens on the port.
///
/// # Errors
/// When somebody does, with `advice` on what to do.
pub fn check_free(port: u16, advice: &str) -> Result<()> {
    match TcpListener::bind(local(port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            bail!("port {port} is taken by another program: {advice}")
        }
        Err(error) => Err(error).with_context(|| format!("cannot listen on port {port}: {advice}")),
    }
}

/// A port that nobody uses now.
///
/// # Errors
/// When the system has none.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(local(0))?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_read_and_nonsense_refused() {
        assert_eq!(parse_status("HTTP/1.1 200 OK\r\n"), Some(200));
        assert_eq!(parse_status("HTTP/1.0 503 x"), Some(503));
        assert_eq!(parse_status("SSH-2.0-x 200"), None);
    }

    #[test]
    fn a_taken_port_says_what_to_do() {
        let taken = TcpListener::bind(local(0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = check_free(port, "use --port").unwrap_err().to_string();
        assert!(
            error.contains("taken") && error.contains("--port"),
            "{error}"
        );
        drop(taken);
        check_free(port, "use --port").unwrap();
    }
}
