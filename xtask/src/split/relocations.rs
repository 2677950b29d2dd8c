//! What the linker knows and a finished module no longer says: which function and which piece of
//! data names which other. Read from a module linked with `--emit-relocs`.

use std::collections::HashMap;
use std::ops::Range;

use anyhow::{Context, Result, bail};
use wasmparser::{
    DataKind, KnownCustom, Linking, Operator, Parser, Payload, RelocationEntry, RelocationType,
    SymbolInfo,
};

/// What a function's code or a piece of data names.
#[derive(Debug, Default)]
pub struct Refs {
    /// Pieces of data, by their place in [`Relocations::data`].
    pub data: Vec<usize>,
    /// Functions whose address is taken, by symbol name.
    pub functions: Vec<String>,
}

/// A constant or a static.
#[derive(Debug)]
pub struct Datum {
    /// Where it stands in memory.
    pub memory: Range<u64>,
    /// Whether the program never writes to it.
    pub constant: bool,
    /// Whether it only says where in the source a panic came from.
    pub location: bool,
    /// What it names.
    pub refs: Refs,
}

/// The references of a whole program.
#[derive(Debug, Default)]
pub struct Relocations {
    /// Every function of the program, by symbol name, and what it names.
    pub functions: HashMap<String, Refs>,
    /// In the order of the symbol table.
    pub data: Vec<Datum>,
}

#[derive(Default)]
struct Sections<'a> {
    linked: &'a [u8],
    bodies: Vec<Range<usize>>,
    imported_functions: u32,
    code_start: usize,
    data_start: usize,
    /// Per segment: where its bytes stand in the file, and in memory.
    segments: Vec<(Range<usize>, u64)>,
    segment_names: Vec<&'a str>,
    symbols: Vec<SymbolInfo<'a>>,
    relocations: Vec<(u32, Vec<RelocationEntry>)>,
    code_section: u32,
    data_section: u32,
}

impl Relocations {
    /// Reads `linked`, as the linker left it.
    ///
    /// # Errors
    /// When it is no WebAssembly module, or was linked without `--emit-relocs`.
    pub fn read(linked: &[u8]) -> Result<Self> {
        let sections = Sections::read(linked)?;
        if sections.relocations.is_empty() || sections.symbols.is_empty() {
            bail!("linked without `--emit-relocs`: its references are not known");
        }
        sections.references()
    }
}

impl<'a> Sections<'a> {
    fn read(linked: &'a [u8]) -> Result<Self> {
        let mut found = Self {
            linked,
            ..Self::default()
        };
        let mut section = 0;
        for payload in Parser::new(0).parse_all(linked) {
            let payload = payload?;
            match &payload {
                Payload::ImportSection(imports) => {
                    for import in imports.clone().into_imports() {
                        if matches!(import?.ty, wasmparser::TypeRef::Func(_)) {
                            found.imported_functions += 1;
                        }
                    }
                }
                Payload::CodeSectionStart { range, .. } => {
                    found.code_start = range.start;
                    found.code_section = section;
                }
                Payload::CodeSectionEntry(body) => {
                    found.bodies.push(body.range());
                    continue;
                }
                Payload::DataSection(data) => {
                    found.data_start = data.range().start;
                    found.data_section = section;
                    for segment in data.clone() {
                        let segment = segment?;
                        let DataKind::Active { offset_expr, .. } = segment.kind else {
                            bail!("a data segment that is not active");
                        };
                        let Operator::I32Const { value } =
                            offset_expr.get_operators_reader().read()?
                        else {
                            bail!("a data segment without a fixed place");
                        };
                        let end = segment.range.end;
                        found.segments.push((
                            end - segment.data.len()..end,
                            u64::from(value.cast_unsigned()),
                        ));
                    }
                }
                Payload::CustomSection(custom) => match custom.as_known() {
                    KnownCustom::Linking(linking) => {
                        for part in linking.subsections() {
                            match part? {
                                Linking::SymbolTable(symbols) => {
                                    found.symbols =
                                        symbols.into_iter().collect::<Result<_, _>>()?;
                                }
                                Linking::SegmentInfo(segments) => {
                                    for segment in segments {
                                        found.segment_names.push(segment?.name);
                                    }
                                }
                                _ => {}
                            }
                        }
                    }
                    KnownCustom::Reloc(relocations) => {
                        let entries = relocations
                            .entries()
                            .into_iter()
                            .collect::<Result<_, _>>()?;
                        found
                            .relocations
                            .push((relocations.section_index(), entries));
                    }
                    _ => {}
                },
                _ => {}
            }
            if payload.as_section().is_some() {
                section += 1;
            }
        }
        Ok(found)
    }

    fn references(self) -> Result<Relocations> {
        let mut names: HashMap<u32, &str> = HashMap::new();
        let mut data = Vec::new();
        // The place of a symbol in the symbol table, to its place in `data`.
        let mut datum_of: HashMap<u32, usize> = HashMap::new();
        for (symbol, info) in (0..).zip(&self.symbols) {
            match info {
                SymbolInfo::Func {
                    index,
                    name: Some(name),
                    ..
                } => {
                    names.insert(*index, name);
                }
                SymbolInfo::Data {
                    symbol: Some(at), ..
                } => {
                    let Some((_, start)) = self.segments.get(at.index as usize) else {
                        continue;
                    };
                    let start = start + u64::from(at.offset);
                    let segment = self
                        .segment_names
                        .get(at.index as usize)
                        .copied()
                        .unwrap_or("");
                    datum_of.insert(symbol, data.len());
                    data.push(Datum {
                        memory: start..start + u64::from(at.size),
                        constant: segment.starts_with(".rodata"),
                        location: false,
                        refs: Refs::default(),
                    });
                }
                _ => {}
            }
        }
        let mut by_start: Vec<usize> = (0..data.len()).collect();
        by_start.sort_by_key(|datum| data[*datum].memory.start);
        let mut functions: HashMap<String, Refs> = names
            .values()
            .map(|name| ((*name).to_owned(), Refs::default()))
            .collect();
        for (section, entries) in &self.relocations {
            for entry in entries {
                let refs = if *section == self.code_section {
                    let at = self.code_start + entry.offset as usize;
                    let body = self.bodies.partition_point(|body| body.end <= at);
                    let index = self.imported_functions + u32::try_from(body)?;
                    let name = names.get(&index).context("a function without a symbol")?;
                    functions.entry((*name).to_owned()).or_default()
                } else if *section == self.data_section {
                    let at = self.data_start + entry.offset as usize;
                    let Some((bytes, start)) =
                        self.segments.iter().find(|(bytes, _)| bytes.contains(&at))
                    else {
                        bail!("a reference outside of all data");
                    };
                    let address = start + (at - bytes.start) as u64;
                    let next =
                        by_start.partition_point(|datum| data[*datum].memory.start <= address);
                    let owner = by_start[..next]
                        .iter()
                        .rev()
                        .find(|datum| data[**datum].memory.contains(&address))
                        .context("a reference in data without a symbol")?;
                    &mut data[*owner].refs
                } else {
                    continue;
                };
                match entry.ty {
                    RelocationType::MemoryAddrLeb
                    | RelocationType::MemoryAddrSleb
                    | RelocationType::MemoryAddrI32 => {
                        refs.data.extend(datum_of.get(&entry.index));
                    }
                    RelocationType::TableIndexSleb | RelocationType::TableIndexI32 => {
                        if let Some(SymbolInfo::Func { index, .. }) =
                            self.symbols.get(entry.index as usize)
                            && let Some(name) = names.get(index)
                        {
                            refs.functions.push((*name).to_owned());
                        }
                    }
                    RelocationType::FunctionIndexLeb
                    | RelocationType::TypeIndexLeb
                    | RelocationType::GlobalIndexLeb
                    | RelocationType::TableNumberLeb => {}
                    other => bail!("a reference of a kind that was not thought of: {other:?}"),
                }
            }
        }
        self.mark_locations(&mut data);
        Ok(Relocations { functions, data })
    }

    /// A source file's name, or such a name's address and length with a line and a column.
    fn mark_locations(&self, data: &mut [Datum]) {
        const LOCATION: u64 = 16;
        let is_file: Vec<bool> = data
            .iter()
            .map(|datum| {
                let content = self.content(&datum.memory);
                let name = content.strip_suffix(b"\0").unwrap_or(content);
                datum.constant && name.ends_with(b".rs")
            })
            .collect();
        for (index, datum) in data.iter_mut().enumerate() {
            let is_location = datum.memory.end - datum.memory.start == LOCATION
                && datum.refs.functions.is_empty()
                && matches!(*datum.refs.data, [file] if is_file[file]);
            datum.location = is_file[index] || is_location;
        }
    }

    fn content(&self, memory: &Range<u64>) -> &'a [u8] {
        self.segments
            .iter()
            .find_map(|(bytes, start)| {
                let from = usize::try_from(memory.start.checked_sub(*start)?).ok()?;
                let length = usize::try_from(memory.end - memory.start).ok()?;
                self.linked.get(bytes.clone())?.get(from..from + length)
            })
            .unwrap_or_default()
    }
}
