//! Lengths for styles.

/// A length in CSS pixels as a style has it, to a hundredth. In whole numbers, because what prints
/// floats is larger than everything that needs it for the first screen.
#[must_use]
pub fn px(length: f64) -> String {
    let hundredths = (length * 100.0).round() as i64;
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, part) = (hundredths.abs() / 100, hundredths.abs() % 100);
    format!("{sign}{whole}.{part:02}px")
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::px;

    #[wasm_bindgen_test(unsupported = test)]
    fn lengths_are_printed_to_a_hundredth() {
        assert_eq!(px(36.0), "36.00px");
        assert_eq!(px(12.345), "12.35px");
        assert_eq!(px(-0.5), "-0.50px");
        assert_eq!(px(0.0), "0.00px");
        assert_eq!(px(3_600_000.25), "3600000.25px");
    }
}
