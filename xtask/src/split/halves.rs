//! Makes the two modules. They are one program: the second imports the memory, the table, the
//! globals and the functions of the first, and puts its own functions into the table.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use anyhow::{Context, Result, bail};
use walrus::ir::{UnaryOp, Value};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, FunctionBuilder, FunctionId, FunctionKind,
    GlobalKind, ImportedFunction, Module, ModuleConfig, TableId, ValType,
};

use super::plan::{Plan, functions};
use super::relocations::Relocations;

/// Exported by the app (`src/web/rest.rs`): returns when the second half is linked.
pub const LOAD: &str = "loadRestNow";
/// Exported by the first half: whether the second is linked.
const LINKED: &str = "restLinked";
/// The module that the second half imports from (`src/rest.js`).
const FIRST: &str = "a";
/// Two constants this close, in bytes, are written as one, with what stands between them.
const GAP: u64 = 8;

/// The two modules.
pub struct Halves {
    /// Starts, and shows the first screen.
    pub first: Vec<u8>,
    /// The rest.
    pub rest: Vec<u8>,
    /// How many functions stay.
    pub staying: usize,
    /// How many functions go.
    pub going: usize,
}

/// Splits `wasm`, as wasm-bindgen left it, with its symbols' names. `runs` says of a symbol whether
/// the first screen runs it, where that is known.
///
/// # Errors
/// When `wasm` is not what the linker and wasm-bindgen make, or the app lacks [`LOAD`].
pub fn split(
    wasm: &[u8],
    relocations: &Relocations,
    runs: impl Fn(&str) -> Option<bool>,
) -> Result<Halves> {
    let mut first = parse(wasm)?;
    let mut rest = parse(wasm)?;
    let plan = Plan::new(&first, relocations, runs)?;
    let placed = leave_placeholders(&mut first, &plan)?;
    let constants = take_constants(&mut first, &plan.constants)?;
    export(&mut first, &plan);
    import(&mut rest, &plan);
    take_size(&mut rest, &first)?;
    fill_table(&mut rest, &placed)?;
    put_constants(&mut rest, constants)?;
    say_linked(&mut rest);
    walrus::passes::gc::run(&mut first);
    walrus::passes::gc::run(&mut rest);
    let going = plan.moved.iter().filter(|moved| **moved).count();
    Ok(Halves {
        first: first.emit_wasm(),
        rest: rest.emit_wasm(),
        staying: plan.moved.len() - going,
        going,
    })
}

/// Without what the linker wrote down, and without names unless they are asked for.
fn parse(wasm: &[u8]) -> Result<Module> {
    let mut module = ModuleConfig::new()
        .generate_name_section(std::env::var_os(super::KEEP_NAMES).is_some())
        .generate_producers_section(false)
        .parse(wasm)?;
    let linkers: Vec<_> = module
        .customs
        .iter()
        .filter(|(_, custom)| custom.name() == "linking" || custom.name().starts_with("reloc."))
        .map(|(id, _)| id)
        .collect();
    for id in linkers {
        module.customs.delete(id);
    }
    Ok(module)
}

fn table(module: &Module) -> Result<TableId> {
    module
        .tables
        .main_function_table()?
        .context("the module has no function table")
}

/// Puts a placeholder where the first half can reach a function that goes; says which function
/// belongs into which place of the table.
fn leave_placeholders(module: &mut Module, plan: &Plan) -> Result<BTreeMap<u64, usize>> {
    let table = table(module)?;
    let load = module
        .exports
        .get_func(LOAD)
        .with_context(|| format!("the app exports no `{LOAD}`"))?;
    let zero = ConstExpr::Value(Value::I32(0));
    let linked = module.globals.add_local(ValType::I32, true, false, zero);
    module.exports.add(LINKED, linked);
    let ids = functions(module);
    let mut placed = BTreeMap::new();
    let mut end = module.tables.get(table).initial;
    for (index, slots) in plan.slots.iter().filter(|(index, _)| plan.moved[**index]) {
        placed.extend(slots.iter().map(|slot| (*slot, *index)));
    }
    for index in &plan.doors {
        let slot = match plan.slots.get(index).and_then(|slots| slots.first()) {
            Some(slot) => *slot,
            None => {
                placed.insert(end, *index);
                end += 1;
                end - 1
            }
        };
        let ty = module.funcs.get(ids[*index]).ty();
        let (params, results) = module.types.params_results(ty);
        let (params, results) = (params.to_vec(), results.to_vec());
        let arguments: Vec<_> = params.iter().map(|ty| module.locals.add(*ty)).collect();
        let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
        let mut body = builder.func_body();
        body.global_get(linked).unop(UnaryOp::I32Eqz).if_else(
            None,
            |missing| {
                missing.call(load);
            },
            |_| {},
        );
        for argument in &arguments {
            body.local_get(*argument);
        }
        body.i32_const(i32::try_from(slot)?)
            .call_indirect(ty, table);
        module.funcs.get_mut(ids[*index]).kind = FunctionKind::Local(builder.local_func(arguments));
    }
    fill_unreachable(module, plan);
    let table = module.tables.get_mut(table);
    table.initial = end;
    table.maximum = table.maximum.map(|maximum| maximum.max(end));
    Ok(placed)
}

/// The places of functions that only the second half can name: one trap for all of them.
fn fill_unreachable(module: &mut Module, plan: &Plan) {
    let mut trap = FunctionBuilder::new(&mut module.types, &[], &[]);
    trap.func_body().unreachable();
    let trap = trap.finish(Vec::new(), &mut module.funcs);
    let doors: HashSet<usize> = plan.doors.iter().copied().collect();
    for element in module.elements.iter_mut() {
        if let ElementItems::Functions(functions) = &mut element.items {
            for function in functions {
                let index = function.index();
                if plan.moved.get(index) == Some(&true) && !doors.contains(&index) {
                    *function = trap;
                }
            }
        }
    }
}

/// Takes constants out of the first half, and gives them back with their addresses.
fn take_constants(module: &mut Module, constants: &[Range<u64>]) -> Result<Vec<(u64, Vec<u8>)>> {
    let mut constants: Vec<Range<u64>> = constants
        .iter()
        .filter(|range| !range.is_empty())
        .cloned()
        .collect();
    constants.sort_by_key(|range| range.start);
    let ids: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    let mut taken: Vec<(u64, Vec<u8>)> = Vec::new();
    for id in ids {
        let data = module.data.get_mut(id);
        let DataKind::Active {
            offset: ConstExpr::Value(Value::I32(start)),
            ..
        } = &data.kind
        else {
            bail!("a data segment without a fixed place");
        };
        let start = u64::from(start.cast_unsigned());
        let end = start + data.value.len() as u64;
        let whole = data.value.clone();
        let place = |address: u64| usize::try_from(address - start);
        for range in constants
            .iter()
            .filter(|range| start <= range.start && range.end <= end)
        {
            data.value[place(range.start)?..place(range.end)?].fill(0);
            match taken.last_mut() {
                Some((at, bytes))
                    if *at >= start && range.start <= *at + bytes.len() as u64 + GAP =>
                {
                    let written = *at + bytes.len() as u64;
                    if range.end > written {
                        bytes.extend_from_slice(&whole[place(written)?..place(range.end)?]);
                    }
                }
                _ => taken.push((
                    range.start,
                    whole[place(range.start)?..place(range.end)?].to_vec(),
                )),
            }
        }
    }
    Ok(taken)
}

fn put_constants(module: &mut Module, constants: Vec<(u64, Vec<u8>)>) -> Result<()> {
    let memory = module.get_memory_id()?;
    for (address, bytes) in constants {
        let offset = ConstExpr::Value(Value::I32(u32::try_from(address)?.cast_signed()));
        let id = module.data.add(DataKind::Active { memory, offset }, bytes);
        module.memories.get_mut(memory).data_segments.insert(id);
    }
    Ok(())
}

/// Thousands of names: as short as can be.
fn name(kind: char, index: usize) -> String {
    format!("{kind}{index:x}")
}

fn export(module: &mut Module, plan: &Plan) {
    let ids = functions(module);
    for (place, index) in plan.shared.functions.iter().enumerate() {
        module.exports.add(&name('f', place), ids[*index]);
    }
    for id in module
        .globals
        .iter()
        .map(walrus::Global::id)
        .collect::<Vec<_>>()
    {
        if plan.shared.globals.contains(&id.index()) {
            module.exports.add(&name('g', id.index()), id);
        }
    }
    for id in module
        .tables
        .iter()
        .map(walrus::Table::id)
        .collect::<Vec<_>>()
    {
        if plan.shared.tables.contains(&id.index()) {
            module.exports.add(&name('t', id.index()), id);
        }
    }
    for id in module
        .memories
        .iter()
        .map(walrus::Memory::id)
        .collect::<Vec<_>>()
    {
        module.exports.add(&name('m', id.index()), id);
    }
}

/// Makes everything an import that the first half has, and takes out what it does.
fn import(module: &mut Module, plan: &Plan) {
    let ids = functions(module);
    for (place, index) in plan.shared.functions.iter().enumerate() {
        let id = ids[*index];
        let ty = module.funcs.get(id).ty();
        if let FunctionKind::Import(imported) = &module.funcs.get(id).kind {
            let import = module.imports.get_mut(imported.import);
            FIRST.clone_into(&mut import.module);
            import.name = name('f', place);
        } else {
            let import = module.imports.add(FIRST, &name('f', place), id);
            module.funcs.get_mut(id).kind = FunctionKind::Import(ImportedFunction { import, ty });
        }
    }
    for id in module
        .globals
        .iter()
        .map(walrus::Global::id)
        .collect::<Vec<_>>()
    {
        let import = module.imports.add(FIRST, &name('g', id.index()), id);
        module.globals.get_mut(id).kind = GlobalKind::Import(import);
    }
    for id in module
        .tables
        .iter()
        .map(walrus::Table::id)
        .collect::<Vec<_>>()
    {
        let import = module.imports.add(FIRST, &name('t', id.index()), id);
        let table = module.tables.get_mut(id);
        table.import = Some(import);
        table.elem_segments.clear();
    }
    for id in module
        .memories
        .iter()
        .map(walrus::Memory::id)
        .collect::<Vec<_>>()
    {
        let import = module.imports.add(FIRST, &name('m', id.index()), id);
        let memory = module.memories.get_mut(id);
        memory.import = Some(import);
        memory.data_segments.clear();
    }
    for id in module.data.iter().map(walrus::Data::id).collect::<Vec<_>>() {
        module.data.delete(id);
    }
    for id in module
        .elements
        .iter()
        .map(walrus::Element::id)
        .collect::<Vec<_>>()
    {
        module.elements.delete(id);
    }
    for id in module
        .exports
        .iter()
        .map(walrus::Export::id)
        .collect::<Vec<_>>()
    {
        module.exports.delete(id);
    }
}

/// The table has grown by the placeholders' own places.
fn take_size(module: &mut Module, first: &Module) -> Result<()> {
    let of = first.tables.get(table(first)?);
    let (initial, maximum) = (of.initial, of.maximum);
    let own = table(module)?;
    let own = module.tables.get_mut(own);
    own.initial = initial;
    own.maximum = maximum;
    Ok(())
}

/// Puts the functions into their places, neighbours in one go.
fn fill_table(module: &mut Module, placed: &BTreeMap<u64, usize>) -> Result<()> {
    let table = table(module)?;
    let ids = functions(module);
    let mut runs: Vec<(u64, Vec<FunctionId>)> = Vec::new();
    for (slot, index) in placed {
        match runs.last_mut() {
            Some((start, run)) if *start + run.len() as u64 == *slot => run.push(ids[*index]),
            _ => runs.push((*slot, vec![ids[*index]])),
        }
    }
    for (start, run) in runs {
        let offset = ConstExpr::Value(Value::I32(i32::try_from(start)?));
        let kind = ElementKind::Active { table, offset };
        let id = module.elements.add(kind, ElementItems::Functions(run));
        module.tables.get_mut(table).elem_segments.insert(id);
    }
    Ok(())
}

/// Runs once all of the second half is in its places.
fn say_linked(module: &mut Module) {
    let (linked, _) = module.add_import_global(FIRST, LINKED, ValType::I32, true, false);
    let mut start = FunctionBuilder::new(&mut module.types, &[], &[]);
    start.func_body().i32_const(1).global_set(linked);
    module.start = Some(start.finish(Vec::new(), &mut module.funcs));
}

#[cfg(test)]
mod tests;
