//! The id format that OpenCX documents for segments and contacts in paths.

/// Whether a text is a UUID of version 1 to 8, the nil or the max UUID, as the documented
/// pattern of `segment_id` and `contact_id` has it. The two special ones only in lower case.
#[must_use]
pub fn is_uuid(text: &str) -> bool {
    if text == "00000000-0000-0000-0000-000000000000"
        || text == "ffffffff-ffff-ffff-ffff-ffffffffffff"
    {
        return true;
    }
    let bytes = text.as_bytes();
    bytes.len() == 36
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            14 => matches!(byte, b'1'..=b'8'),
            19 => matches!(byte, b'8' | b'9' | b'a' | b'b' | b'A' | b'B'),
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::is_uuid;

    #[test]
    fn accepts_what_the_documented_pattern_accepts() {
        let check = |text: &str, expected: bool| assert_eq!(is_uuid(text), expected, "{text}");
        check("018f3c1e-7b2a-7c3d-8e4f-0123456789ab", true);
        check("018F3C1E-7B2A-7C3D-AE4F-0123456789AB", true);
        check("00000000-0000-0000-0000-000000000000", true);
        check("ffffffff-ffff-ffff-ffff-ffffffffffff", true);
        check("FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", false);
        check("018f3c1e-7b2a-9c3d-8e4f-0123456789ab", false);
        check("018f3c1e-7b2a-7c3d-7e4f-0123456789ab", false);
        check("018f3c1e7b2a7c3d8e4f0123456789ab", false);
        check("018f3c1e-7b2a-7c3d-8e4f-0123456789ag", false);
        check("", false);
    }
}
