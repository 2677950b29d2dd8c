//! A module that writes down which of its functions run.

use anyhow::Result;
use walrus::ir::{Const, Instr, InstrLocId, MemArg, Store, StoreKind, Value};
use walrus::{FunctionKind, Module};

const PAGE: u64 = 64 * 1024;

/// A marked module.
pub struct Marked {
    /// The module. The `n`th function sets the `n`th byte behind the memory's first size to 1.
    pub wasm: Vec<u8>,
    /// Where the first of these bytes stands.
    pub base: u64,
    /// The functions' symbols, by their bytes.
    pub symbols: Vec<String>,
}

/// Marks every function that has a name.
///
/// # Errors
/// When `wasm` is no module with one memory.
pub fn mark(wasm: &[u8]) -> Result<Marked> {
    let mut module = Module::from_buffer(wasm)?;
    let memory = module.get_memory_id()?;
    let mut symbols: Vec<String> = Vec::new();
    let base = module.memories.get(memory).initial * PAGE;
    for function in module.funcs.iter_mut() {
        let (FunctionKind::Local(local), Some(name)) = (&mut function.kind, &function.name) else {
            continue;
        };
        let entry = local.entry_block();
        let marks: [Instr; 3] = [
            Const {
                value: Value::I32(i32::try_from(base + symbols.len() as u64)?),
            }
            .into(),
            Const {
                value: Value::I32(1),
            }
            .into(),
            Store {
                memory,
                kind: StoreKind::I32_8 { atomic: false },
                arg: MemArg {
                    align: 1,
                    offset: 0,
                },
            }
            .into(),
        ];
        let body = &mut local.block_mut(entry).instrs;
        body.splice(0..0, marks.map(|mark| (mark, InstrLocId::default())));
        symbols.push(name.clone());
    }
    // The allocator takes only memory that it has grown itself, so nobody writes there.
    module.memories.get_mut(memory).initial += (symbols.len() as u64).div_ceil(PAGE);
    Ok(Marked {
        wasm: module.emit_wasm(),
        base,
        symbols,
    })
}
