//! As much of HTTP/1.1 as a browser and our server speak over a connection that ends after one
//! answer (RFC 9112).

use std::io;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A head that is longer is not one.
const LONGEST_HEAD: usize = 64 * 1024;

/// A request or an answer: its first line, its headers and its body.
pub(super) struct Message {
    pub(super) first: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Message {
    /// The value of a header; `name` in small letters.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The body as JSON; `null` where it is none.
    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// Puts other words into the body.
    pub(super) fn replace(&mut self, words: &str, others: &str) {
        let text = String::from_utf8_lossy(&self.body);
        if !text.contains(words) {
            return;
        }
        self.body = text.replace(words, others).into_bytes();
        for (name, value) in &mut self.headers {
            if name == "content-length" {
                *value = self.body.len().to_string();
            }
        }
    }

    /// Method and path of a request.
    pub(super) fn target(&self) -> Option<(&str, &str)> {
        let mut words = self.first.split(' ');
        Some((words.next()?, words.next()?))
    }

    /// The status of an answer.
    pub(super) fn status(&self) -> Option<u16> {
        self.first.split(' ').nth(1)?.parse().ok()
    }

    fn head(&self) -> Vec<u8> {
        let mut head = format!("{}\r\n", self.first);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        head.into_bytes()
    }
}

/// Reads a request. `None` where the browser has opened a connection and then did not use it.
pub(super) async fn request(stream: &mut TcpStream) -> io::Result<Option<Message>> {
    let mut read = Vec::new();
    let Some(end) = until_head(stream, &mut read).await? else {
        return Ok(None);
    };
    let (first, headers) = parse(&read[..end])?;
    let mut message = Message {
        first,
        headers,
        body: read.split_off(end),
    };
    if message.header("transfer-encoding").is_some() {
        return Err(bad("a request in chunks"));
    }
    let length = message
        .header("content-length")
        .and_then(|length| length.parse().ok())
        .unwrap_or(0);
    while message.body.len() < length {
        if stream.read_buf(&mut message.body).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(Some(message))
}

/// Sends a request on to the server and reads the whole answer.
pub(super) async fn forward(upstream: &str, request: &Message) -> io::Result<Message> {
    let mut stream = TcpStream::connect(upstream).await?;
    let mut own = Message {
        first: request.first.clone(),
        headers: request.headers.clone(),
        body: Vec::new(),
    };
    own.headers.retain(|(name, _)| name != "connection");
    own.headers.push(("connection".into(), "close".into()));
    stream.write_all(&own.head()).await?;
    stream.write_all(&request.body).await?;
    let mut read = Vec::new();
    stream.read_to_end(&mut read).await?;
    let end = head_end(&read).ok_or_else(|| bad("no head in the answer"))?;
    let (first, headers) = parse(&read[..end])?;
    Ok(Message {
        first,
        headers,
        body: read.split_off(end),
    })
}

/// Tells an answer, or as much of its body as `part` says; then the connection is over.
pub(super) async fn tell(stream: &mut TcpStream, answer: &Message, part: usize) -> io::Result<()> {
    stream.write_all(&answer.head()).await?;
    let body = answer.body.get(..part).unwrap_or(&answer.body);
    stream.write_all(body).await?;
    stream.shutdown().await
}

async fn until_head(stream: &mut TcpStream, read: &mut Vec<u8>) -> io::Result<Option<usize>> {
    loop {
        if let Some(end) = head_end(read) {
            return Ok(Some(end));
        }
        if read.len() > LONGEST_HEAD {
            return Err(bad("a head without an end"));
        }
        if stream.read_buf(read).await? == 0 {
            return if read.is_empty() {
                Ok(None)
            } else {
                Err(io::ErrorKind::UnexpectedEof.into())
            };
        }
    }
}

fn head_end(bytes: &[u8]) -> Option<usize> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some(end + 4)
}

type Head = (String, Vec<(String, String)>);

fn parse(head: &[u8]) -> io::Result<Head> {
    let text = std::str::from_utf8(head).map_err(|_| bad("a head that is no text"))?;
    let mut lines = text.trim_end().split("\r\n");
    let first = lines.next().unwrap_or_default().to_owned();
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    Ok((first, headers))
}

fn bad(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
