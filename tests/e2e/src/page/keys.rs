//! Real keys and a real pointer.

use thirtyfour::{Key, WebElement, error::WebDriverResult};

use super::Page;

/// `Control+Shift+ArrowDown` as the keys that are held and the one that is pressed.
///
/// # Errors
/// Names the part that is no key.
pub fn parse(chord: &str) -> Result<(Vec<char>, char), String> {
    let mut parts: Vec<&str> = chord.split('+').collect();
    let last = parts.pop().unwrap_or_default();
    let key = |name: &str| -> Result<char, String> {
        let key = match name {
            "Control" => Key::Control,
            "Shift" => Key::Shift,
            "Alt" => Key::Alt,
            "Enter" => Key::Enter,
            "Escape" => Key::Escape,
            "Tab" => Key::Tab,
            "Space" => Key::Space,
            "Delete" => Key::Delete,
            "Backspace" => Key::Backspace,
            "Home" => Key::Home,
            "End" => Key::End,
            "PageDown" => Key::PageDown,
            "ArrowUp" => Key::Up,
            "ArrowDown" => Key::Down,
            "ArrowLeft" => Key::Left,
            "ArrowRight" => Key::Right,
            "F2" => Key::F2,
            other => {
                let mut letters = other.chars();
                return match (letters.next(), letters.next()) {
                    (Some(letter), None) => Ok(letter),
                    _ => Err(format!("there is no key `{other}` in `{chord}`")),
                };
            }
        };
        Ok(key.value())
    };
    let held = parts.into_iter().map(key).collect::<Result<_, _>>()?;
    Ok((held, key(last)?))
}

/// Presses a chord where the focus is.
pub(super) async fn press(page: &Page, held: &[char], key: char) -> WebDriverResult<()> {
    let mut chain = page.driver().action_chain();
    for modifier in held {
        chain = chain.key_down(*modifier);
    }
    chain = chain.key_down(key).key_up(key);
    for modifier in held.iter().rev() {
        chain = chain.key_up(*modifier);
    }
    chain.perform().await
}

/// Presses, moves away a little so that the browser takes it for a drag, goes over, and lets go.
pub(super) async fn drag(page: &Page, from: &WebElement, to: &WebElement) -> WebDriverResult<()> {
    from.scroll_into_view().await?;
    page.driver()
        .action_chain()
        .move_to_element_center(from)
        .click_and_hold()
        .move_by_offset(8, 4)
        .move_by_offset(-16, 8)
        .move_to_element_center(to)
        .move_by_offset(3, 1)
        .release()
        .perform()
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_are_read() {
        let (held, key) = parse("Control+s").unwrap();
        assert_eq!((held.len(), key), (1, 's'));
        let (held, key) = parse("?").unwrap();
        assert_eq!((held.len(), key), (0, '?'));
        assert!(parse("Control+Nothing").unwrap_err().contains("Nothing"));
    }
}
