//! The command that asks a running server whether it is ready, for a container's health check.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream},
    time::Duration,
};

use crate::CommandResult;

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Asks the server at an address, and fails unless it is ready.
pub(crate) fn ask(address: SocketAddr) -> CommandResult {
    let address = SocketAddr::new(on_this_machine(address.ip()), address.port());
    let status = status(address).map_err(|error| format!("{address} does not answer: {error}"))?;
    match status.split_ascii_whitespace().nth(1) {
        Some("200") => {
            println!("{address} is ready");
            Ok(())
        }
        _ => Err(format!("{address} is not ready: {}", status.trim_end()).into()),
    }
}

/// Returns where a server that listens on every address is asked.
fn on_this_machine(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(any) if any.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(any) if any.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        one => one,
    }
}

/// Returns the first line of the answer.
fn status(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let request =
        format!("GET /health/ready HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    Ok(line)
}
