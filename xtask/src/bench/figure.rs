//! A measured value.

use anyhow::{Context, Result};
use serde_json::{Value, json};

/// One figure with the values of its runs, at least one.
pub struct Figure {
    name: String,
    unit: &'static str,
    runs: Vec<f64>,
}

impl Figure {
    /// Measured several times.
    pub fn new(name: &str, unit: &'static str, mut runs: Vec<f64>) -> Self {
        runs.sort_by(f64::total_cmp);
        Self {
            name: name.to_owned(),
            unit,
            runs,
        }
    }

    /// Reads what another program has measured: `name<tab>1.5 2.5`, in milliseconds.
    pub fn read(before: &str, line: &str) -> Result<Self> {
        let (name, runs) = line
            .split_once('\t')
            .with_context(|| format!("`{line}` has no tab"))?;
        let runs: Result<Vec<f64>, _> = runs.split_whitespace().map(str::parse).collect();
        let runs = runs.with_context(|| format!("`{line}` holds something that is no number"))?;
        Ok(Self::new(&format!("{before}{name}"), "ms", runs))
    }

    /// The same every time.
    pub fn once(name: &str, unit: &'static str, value: f64) -> Self {
        Self::new(name, unit, vec![value])
    }

    /// The middle value; the mean of both where there are two.
    fn median(&self) -> f64 {
        let middle = self.runs.len() / 2;
        match self.runs.len() {
            0 => f64::NAN,
            length if length % 2 == 1 => self.runs[middle],
            _ => f64::midpoint(self.runs[middle - 1], self.runs[middle]),
        }
    }

    /// Name, unit, median and every run, sorted.
    pub fn to_json(&self) -> Value {
        json!({
            "name": self.name,
            "unit": self.unit,
            "median": rounded(self.median()),
            "runs": self.runs.iter().copied().map(rounded).collect::<Vec<_>>(),
        })
    }
}

fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// One line per figure: median, unit, the range of its runs, name.
pub fn table(figures: &[Figure]) -> String {
    let mut text = format!("{:>12} {:5}  {:>19}  {}\n", "median", "", "range", "what");
    for figure in figures {
        let range = match (figure.runs.first(), figure.runs.last()) {
            (Some(least), Some(most)) if figure.runs.len() > 1 => {
                format!("{}..{}", rounded(*least), rounded(*most))
            }
            _ => String::new(),
        };
        text += &format!(
            "{:>12} {:5}  {range:>19}  {}\n",
            rounded(figure.median()),
            figure.unit,
            figure.name
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_whatever_the_order() {
        let median = |runs: &[f64]| Figure::new("x", "ms", runs.to_vec()).median();
        assert_eq!(median(&[9.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 100.0]), 3.0);
        assert!(median(&[]).is_nan());
    }

    #[test]
    fn a_line_of_another_program_is_a_figure() {
        let json = Figure::read("merge, ", "one line\t0.5 3.0 1.5")
            .unwrap()
            .to_json();
        assert_eq!(json["name"], "merge, one line");
        assert_eq!(json["median"], 1.5);
        assert!(Figure::read("", "one line 0.5").is_err() && Figure::read("", "a\tb").is_err());
    }

    #[test]
    fn a_figure_keeps_its_runs() {
        let figure = Figure::new("start", "ms", vec![3.06, 1.0, 2.0]);
        assert_eq!(figure.to_json()["runs"], json!([1.0, 2.0, 3.1]));
        assert!(table(&[figure]).contains("1..3.1"));
    }
}
