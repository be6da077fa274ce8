//! A ZIP file (PKWARE APPNOTE 6.3.10) of stored members, one after the other without going back, with one fixed time: the
//! same members give the same bytes everywhere. Readers of WACZ want nothing compressed, so nothing is. Files that
//! would need the 64-bit form are refused; the caller stops in time.

use std::io::{self, Write};

/// 1 January 1980, 00:00: the earliest time that the format knows.
const DATE: u16 = 0x0021;
/// Version 2.0 of the format is needed to read it.
const NEEDED: u16 = 20;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
/// Most bytes and most members of the plain form.
const MOST_BYTES: u64 = u32::MAX as u64;
const MOST_MEMBERS: usize = u16::MAX as usize;

/// A ZIP file that is being written.
pub(super) struct Zip<'w> {
    to: &'w mut dyn Write,
    at: u64,
    directory: Vec<u8>,
    members: usize,
}

impl<'w> Zip<'w> {
    pub fn new(to: &'w mut dyn Write) -> Self {
        Self { to, at: 0, directory: Vec::new(), members: 0 }
    }

    /// Writes one member.
    pub fn member(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        let too_large = || io::Error::new(io::ErrorKind::FileTooLarge, "too large for a plain ZIP file");
        let size = u32::try_from(bytes.len()).map_err(|_| too_large())?;
        let offset = u32::try_from(self.at).map_err(|_| too_large())?;
        let name_size = u16::try_from(name.len()).map_err(|_| too_large())?;
        let end = self.at + 30 + u64::from(name_size) + u64::from(size);
        if end + self.directory.len() as u64 > MOST_BYTES || self.members == MOST_MEMBERS {
            return Err(too_large());
        }
        // The same fields in the member's own header and in the directory at the end.
        let mut facts = Vec::new();
        for field in [NEEDED, FLAGS, 0, 0, DATE] {
            facts.extend(field.to_le_bytes());
        }
        for field in [crc.sum(), size, size] {
            facts.extend(field.to_le_bytes());
        }
        for field in [name_size, 0] {
            facts.extend(field.to_le_bytes());
        }
        self.to.write_all(b"PK\x03\x04")?;
        self.to.write_all(&facts)?;
        self.to.write_all(name.as_bytes())?;
        self.to.write_all(bytes)?;

        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(NEEDED.to_le_bytes());
        self.directory.extend(&facts);
        // Comment length, disk, inner and outer attributes: none.
        self.directory.extend([0; 10]);
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.at = end;
        self.members += 1;
        Ok(())
    }

    /// Writes the directory and completes the file.
    pub fn finish(self) -> io::Result<()> {
        let members = (self.members as u16).to_le_bytes();
        self.to.write_all(&self.directory)?;
        self.to.write_all(b"PK\x05\x06\0\0\0\0")?;
        self.to.write_all(&members)?;
        self.to.write_all(&members)?;
        self.to.write_all(&(self.directory.len() as u32).to_le_bytes())?;
        self.to.write_all(&(self.at as u32).to_le_bytes())?;
        self.to.write_all(&[0, 0])
    }
}
