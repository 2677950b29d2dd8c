//! A small program is split and run by a real engine, linked as `src/rest.js` does it.

use std::collections::HashMap;
use std::fs;
use std::process::Command;

use super::*;
use crate::split::relocations::{Datum, Refs};

/// `early` reads its own constant, calls `late` and, through the table, `named`. `late` reads
/// another constant and calls `hidden` through the table, which nobody else names.
const PROGRAM: &str = r#"(module
  (import "js" "load" (func $js_load))
  (memory (export "memory") 1)
  (table (export "table") 4 4 funcref)
  (elem (i32.const 1) $named $hidden $early)
  (global $calls (mut i32) (i32.const 0))
  (type $number (func (result i32)))
  (data (i32.const 16) "\05\00\00\00....\46\00\00\00")
  (func $load (export "loadRestNow") call $js_load)
  (func $bump (param $by i32)
    (global.set $calls (i32.add (global.get $calls) (local.get $by))))
  (func $early (export "early") (result i32)
    (call $bump (i32.const 1))
    (i32.add (i32.load (i32.const 16))
      (i32.add (call $late (i32.const 1000)) (call_indirect (type $number) (i32.const 1)))))
  (func $late (param $more i32) (result i32)
    (call $bump (i32.const 1))
    (i32.add (local.get $more)
      (i32.add (i32.load (i32.const 24)) (call_indirect (type $number) (i32.const 2)))))
  (func $named (result i32) (i32.const 100))
  (func $hidden (result i32) (call $deep))
  (func $deep (result i32) (i32.const 3))
  (func $calls (export "calls") (result i32) (global.get $calls)))"#;

const RUN: &str = r#"
const { readFileSync } = require("node:fs");
const [first, rest] = process.argv.slice(1, 3).map((path) => readFileSync(path));
let loads = 0;
const imports = { js: { load() {
  loads += 1;
  new WebAssembly.Instance(new WebAssembly.Module(rest), { a: one.exports });
} } };
const one = new WebAssembly.Instance(new WebAssembly.Module(first), imports);
const far = () => new DataView(one.exports.memory.buffer).getUint32(24, true);
const said = [far(), one.exports.restLinked.value];
said.push(one.exports.early(), one.exports.early(), far(), loads, one.exports.calls());
said.push(one.exports.restLinked.value);
console.log(said.join(" "));
"#;

fn relocations() -> Relocations {
    let refs = |data: &[usize], functions: &[&str]| Refs {
        data: data.to_vec(),
        functions: functions.iter().map(|name| (*name).to_owned()).collect(),
    };
    let constant = |memory: Range<u64>| Datum {
        memory,
        constant: true,
        location: false,
        refs: Refs::default(),
    };
    Relocations {
        functions: HashMap::from([
            ("early".to_owned(), refs(&[0], &["named"])),
            ("late".to_owned(), refs(&[1], &["hidden"])),
            ("named".to_owned(), refs(&[], &[])),
            ("hidden".to_owned(), refs(&[], &[])),
            ("deep".to_owned(), refs(&[], &[])),
        ]),
        data: vec![constant(16..20), constant(24..28)],
    }
}

fn run(name: &str, halves: &Halves) -> String {
    let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let (first, rest) = (folder.join("first.wasm"), folder.join("rest.wasm"));
    fs::write(&first, &halves.first).unwrap();
    fs::write(&rest, &halves.rest).unwrap();
    let ran = Command::new("node")
        .args(["-e", RUN])
        .args([&first, &rest])
        .output()
        .unwrap();
    fs::remove_dir_all(folder).unwrap();
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    String::from_utf8(ran.stdout).unwrap().trim().to_owned()
}

#[test]
fn the_two_halves_are_the_same_program() {
    let wasm = wat::parse_str(PROGRAM).unwrap();
    let runs = |name: &str| Some(["early", "load", "bump", "calls"].contains(&name));
    let halves = split(&wasm, &relocations(), runs).unwrap();
    // `late`, `named`, `hidden`, and `deep`, which only `hidden` calls.
    assert_eq!(halves.going, 4);
    // The far constant is not there and nothing is linked; then twice 5 + 1000 + 70 + 3 + 100,
    // the constant is there, one load served all, and both halves counted in the same global.
    assert_eq!(run("halves", &halves), "0 0 1178 1178 70 1 4 1");
}

#[test]
fn what_stays_keeps_its_constants_and_needs_no_rest() {
    let wasm = wat::parse_str(PROGRAM).unwrap();
    let halves = split(&wasm, &relocations(), |_| Some(true)).unwrap();
    assert_eq!(halves.going, 0);
    assert_eq!(run("whole", &halves), "70 0 1178 1178 70 0 4 0");
}

#[test]
fn what_is_not_known_stays_where_something_calls_it_that_stays() {
    let wasm = wat::parse_str(PROGRAM).unwrap();
    // `early` calls `late`; `deep` is called by `hidden`, which goes.
    let runs = |name: &str| match name {
        "early" | "load" | "bump" | "calls" => Some(true),
        "late" | "deep" => None,
        _ => Some(false),
    };
    let halves = split(&wasm, &relocations(), runs).unwrap();
    assert_eq!(halves.going, 3);
    assert_eq!(run("unknown", &halves), "70 0 1178 1178 70 1 4 1");
}

#[test]
fn what_the_linker_does_not_know_stays() {
    let wasm = wat::parse_str(PROGRAM).unwrap();
    let mut relocations = relocations();
    relocations.functions.remove("named");
    let halves = split(&wasm, &relocations, |_| Some(false)).unwrap();
    // `early`, `late`, `hidden` and `deep`.
    assert_eq!(halves.going, 4);
}

#[test]
fn an_app_that_cannot_load_is_refused() {
    let wasm = wat::parse_str(PROGRAM.replace("loadRestNow", "other")).unwrap();
    let error = split(&wasm, &relocations(), |_| Some(true))
        .map(|_| ())
        .unwrap_err();
    assert!(format!("{error:#}").contains("loadRestNow"), "{error:#}");
}
