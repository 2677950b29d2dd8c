//! Which functions and constants go, and what both halves must know of each other.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

use anyhow::{Context, Result, bail};
use walrus::ir::{RefFunc, Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind, GlobalId, Module,
    TableId,
};

use super::halves::LOAD;
use super::relocations::Relocations;

/// The decision, in indices: they are the same in every copy of a module.
pub struct Plan {
    /// Per function, whether it goes.
    pub moved: Vec<bool>,
    /// The moved functions that the first half can reach.
    pub doors: Vec<usize>,
    /// Every function's places in the table.
    pub slots: BTreeMap<usize, Vec<u64>>,
    /// Where the constants stand that only moved functions read.
    pub constants: Vec<Range<u64>>,
    /// What the moved functions use of the first half.
    pub shared: Shared,
}

/// What the second half imports from the first.
#[derive(Default)]
pub struct Shared {
    /// Functions, in the order of their names.
    pub functions: Vec<usize>,
    /// Globals.
    pub globals: BTreeSet<usize>,
    /// Tables.
    pub tables: BTreeSet<usize>,
}

/// The functions of a module by index.
pub fn functions(module: &Module) -> Vec<FunctionId> {
    let mut ids: Vec<FunctionId> = module.funcs.iter().map(walrus::Function::id).collect();
    ids.sort_by_key(|id| id.index());
    ids
}

/// What a function's code uses.
#[derive(Default)]
struct Uses {
    calls: Vec<usize>,
    refs: Vec<usize>,
    globals: Vec<usize>,
    tables: Vec<usize>,
}

impl<'instr> Visitor<'instr> for Uses {
    fn visit_function_id(&mut self, function: &FunctionId) {
        self.calls.push(function.index());
    }

    fn visit_ref_func(&mut self, instr: &RefFunc) {
        self.refs.push(instr.func.index());
    }

    fn visit_global_id(&mut self, global: &GlobalId) {
        self.globals.push(global.index());
    }

    fn visit_table_id(&mut self, table: &TableId) {
        self.tables.push(table.index());
    }
}

impl Uses {
    fn of(module: &Module, id: FunctionId) -> Self {
        let mut uses = Self::default();
        if let FunctionKind::Local(local) = &module.funcs.get(id).kind {
            dfs_in_order(&mut uses, local, local.entry_block());
        }
        uses
    }
}

impl Plan {
    /// What `runs` stays, by its symbol's name, and so does what is not known to run or not and is
    /// called by something that stays. Everything else goes, and so does what nobody else calls or
    /// names.
    ///
    /// # Errors
    /// When the module is not laid out as the linker does it.
    pub fn new(
        module: &Module,
        relocations: &Relocations,
        runs: impl Fn(&str) -> Option<bool>,
    ) -> Result<Self> {
        let ids = functions(module);
        let table = module
            .tables
            .main_function_table()?
            .context("the module has no function table")?;
        let slots = slots(module, table)?;
        let uses: Vec<Uses> = ids.iter().map(|id| Uses::of(module, *id)).collect();
        let mut callers = vec![Vec::new(); ids.len()];
        for (caller, uses) in uses.iter().enumerate() {
            for callee in &uses.calls {
                callers[*callee].push(caller);
            }
        }
        let movable = movable(module, relocations, &ids, &uses)?;
        let exported: HashSet<usize> = exported(module).map(|(id, _)| id.index()).collect();
        let name = |index: usize| module.funcs.get(ids[index]).name.as_deref();
        let runs: Vec<Option<bool>> = (0..ids.len())
            .map(|index| name(index).and_then(&runs))
            .collect();
        let mut moved: Vec<bool> = (0..ids.len())
            .map(|index| movable[index] && runs[index] != Some(true))
            .collect();
        loop {
            let more: Vec<usize> = (0..ids.len())
                .filter(|index| moved[*index] && runs[*index].is_none())
                .filter(|index| callers[*index].iter().any(|caller| !moved[*caller]))
                .collect();
            if more.is_empty() {
                break;
            }
            for index in more {
                moved[index] = false;
            }
        }
        let named = loop {
            let named = Named::by(module, &ids, &moved, relocations);
            let reachable = |index: usize| {
                exported.contains(&index)
                    || slots.contains_key(&index) && named.has(name(index))
                    || callers[index].iter().any(|caller| !moved[*caller])
            };
            let more: Vec<usize> = (0..ids.len())
                .filter(|index| movable[*index] && !moved[*index] && !reachable(*index))
                .collect();
            if more.is_empty() {
                break named;
            }
            for index in more {
                moved[index] = true;
            }
        };
        let doors = (0..ids.len())
            .filter(|index| {
                moved[*index]
                    && (exported.contains(index)
                        || slots.contains_key(index) && named.has(name(*index))
                        || callers[*index].iter().any(|caller| !moved[*caller]))
            })
            .collect();
        let constants = only_of_moved(relocations, &named.data);
        let shared = Shared::of(&uses, &moved, table);
        Ok(Self {
            moved,
            doors,
            slots,
            constants,
            shared,
        })
    }
}

impl Shared {
    fn of(uses: &[Uses], moved: &[bool], table: TableId) -> Self {
        let mut shared = Self::default();
        let mut functions = BTreeSet::new();
        for uses in uses
            .iter()
            .zip(moved)
            .filter(|(_, moved)| **moved)
            .map(|(uses, _)| uses)
        {
            functions.extend(uses.calls.iter().filter(|callee| !moved[**callee]));
            shared.globals.extend(&uses.globals);
            shared.tables.extend(&uses.tables);
        }
        shared.functions = functions.into_iter().collect();
        shared.tables.insert(table.index());
        shared
    }
}

/// The constants that nobody names who stays. The linker lets constants overlap that end alike, so
/// what belongs to one that stays as well is taken off.
fn only_of_moved(relocations: &Relocations, named: &[bool]) -> Vec<Range<u64>> {
    let sorted = |stays: bool| {
        let mut ranges: Vec<Range<u64>> = relocations
            .data
            .iter()
            .zip(named)
            .filter(|(datum, named)| (**named || !datum.constant) == stays)
            .map(|(datum, _)| datum.memory.clone())
            .filter(|memory| !memory.is_empty())
            .collect();
        ranges.sort_by_key(|range| (range.start, range.end));
        ranges
    };
    let staying = sorted(true);
    let mut moved = Vec::new();
    let mut first = 0;
    for mut range in sorted(false) {
        while staying
            .get(first)
            .is_some_and(|stays| stays.end <= range.start)
        {
            first += 1;
        }
        for stays in staying[first..]
            .iter()
            .take_while(|stays| stays.start < range.end)
        {
            if range.start < stays.start {
                moved.push(range.start..stays.start);
            }
            range.start = range.start.max(stays.end);
        }
        if range.start < range.end {
            moved.push(range);
        }
    }
    moved
}

fn exported(module: &Module) -> impl Iterator<Item = (FunctionId, &str)> {
    module
        .exports
        .iter()
        .filter_map(|export| match export.item {
            ExportItem::Function(id) => Some((id, export.name.as_str())),
            _ => None,
        })
}

/// The functions that may go at all: not what wasm-bindgen has added, which the linker does not know
/// and whose names are numbers; not what fetches the rest, what runs first, or what is named
/// otherwise than by its place in the table.
fn movable(
    module: &Module,
    relocations: &Relocations,
    ids: &[FunctionId],
    uses: &[Uses],
) -> Result<Vec<bool>> {
    let mut movable: Vec<bool> = ids
        .iter()
        .map(|id| {
            let function = module.funcs.get(*id);
            let is_known = function
                .name
                .as_ref()
                .is_some_and(|name| relocations.functions.contains_key(name));
            is_known && matches!(function.kind, FunctionKind::Local(_))
        })
        .collect();
    let mut pin = |index: usize| match movable.get_mut(index) {
        Some(movable) => {
            *movable = false;
            Ok(())
        }
        None => bail!("a function that does not exist"),
    };
    for (id, _) in exported(module).filter(|(_, name)| *name == LOAD) {
        pin(id.index())?;
    }
    if let Some(start) = module.start {
        pin(start.index())?;
    }
    for named in uses.iter().flat_map(|uses| &uses.refs) {
        pin(*named)?;
    }
    Ok(movable)
}

fn slots(module: &Module, table: TableId) -> Result<BTreeMap<usize, Vec<u64>>> {
    let mut slots: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
    for element in module.elements.iter() {
        let ElementKind::Active { table: of, offset } = &element.kind else {
            bail!("a part of the function table that is not filled at the start");
        };
        if *of != table {
            continue;
        }
        let (ConstExpr::Value(Value::I32(start)), ElementItems::Functions(functions)) =
            (offset, &element.items)
        else {
            bail!("a part of the function table without a fixed place");
        };
        for (slot, function) in (u64::from(start.cast_unsigned())..).zip(functions) {
            slots.entry(function.index()).or_default().push(slot);
        }
    }
    Ok(slots)
}

/// What the functions that stay name, be it through constants.
struct Named {
    functions: HashSet<String>,
    data: Vec<bool>,
}

impl Named {
    fn by(module: &Module, ids: &[FunctionId], moved: &[bool], relocations: &Relocations) -> Self {
        let mut named = Self {
            functions: HashSet::new(),
            data: vec![false; relocations.data.len()],
        };
        let mut todo = Vec::new();
        // What may be written to is nobody's alone: it stays.
        for (index, datum) in relocations.data.iter().enumerate() {
            if !datum.constant {
                named.data[index] = true;
                todo.push(&datum.refs);
            }
        }
        for id in ids.iter().filter(|id| !moved[id.index()]) {
            let name = module.funcs.get(*id).name.as_deref();
            todo.extend(name.and_then(|name| relocations.functions.get(name)));
        }
        while let Some(refs) = todo.pop() {
            named.functions.extend(refs.functions.iter().cloned());
            for index in &refs.data {
                let datum = &relocations.data[*index];
                // Until the rest is there, a panic says what happened and not where.
                if !named.data[*index] && !datum.location {
                    named.data[*index] = true;
                    todo.push(&datum.refs);
                }
            }
        }
        named
    }

    /// Functions without a name are wasm-bindgen's, which the linker has not seen.
    fn has(&self, name: Option<&str>) -> bool {
        name.is_none_or(|name| self.functions.contains(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::relocations::{Datum, Refs};

    fn moved(data: &[(Range<u64>, bool)]) -> Vec<(u64, u64)> {
        let relocations = Relocations {
            data: data
                .iter()
                .map(|(memory, _)| Datum {
                    memory: memory.clone(),
                    constant: true,
                    location: false,
                    refs: Refs::default(),
                })
                .collect(),
            ..Relocations::default()
        };
        let named: Vec<bool> = data.iter().map(|(_, named)| *named).collect();
        only_of_moved(&relocations, &named)
            .into_iter()
            .map(|range| (range.start, range.end))
            .collect()
    }

    #[test]
    fn a_constant_inside_another_stays_where_one_of_them_stays() {
        assert_eq!(moved(&[(10..20, false), (14..20, true)]), [(10, 14)]);
        assert_eq!(moved(&[(10..20, true), (14..20, false)]), []);
        assert_eq!(
            moved(&[(10..20, false), (12..14, true), (16..18, true)]),
            [(10, 12), (14, 16), (18, 20)]
        );
        assert_eq!(
            moved(&[(0..4, true), (4..8, false), (8..9, true)]),
            [(4, 8)]
        );
        assert_eq!(moved(&[(0..100, true), (4..8, false), (40..50, false)]), []);
    }
}
