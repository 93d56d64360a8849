//! A table that is copied at every branch of the code and changed in few places.

use std::rc::Rc;

/// How many entries are copied together when one of them changes.
const CHUNK: usize = 32;

type Chunk<T> = Vec<Option<Rc<T>>>;

/// Entries by number. A copy shares its chunks with the original until one of the two changes them, so that copying and
/// joining cost what has changed and not what is there.
#[derive(Debug)]
pub struct Table<T> {
    chunks: Rc<Vec<Rc<Chunk<T>>>>,
}

impl<T> Clone for Table<T> {
    fn clone(&self) -> Self {
        Self { chunks: Rc::clone(&self.chunks) }
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { chunks: Rc::default() }
    }
}

fn place(index: u32) -> (usize, usize) {
    (index as usize / CHUNK, index as usize % CHUNK)
}

impl<T: Clone> Table<T> {
    /// The entry of that number.
    pub fn get(&self, index: u32) -> Option<&T> {
        let (chunk, inner) = place(index);
        self.chunks.get(chunk)?.get(inner)?.as_deref()
    }

    /// The entry of that number, to change it.
    pub fn get_mut(&mut self, index: u32) -> Option<&mut T> {
        self.get(index)?;
        let (chunk, inner) = place(index);
        let chunk = Rc::make_mut(&mut self.chunks).get_mut(chunk)?;
        Rc::make_mut(chunk).get_mut(inner)?.as_mut().map(Rc::make_mut)
    }

    /// Puts an entry in its place.
    pub fn put(&mut self, index: u32, entry: T) {
        let (chunk, inner) = place(index);
        let chunks = Rc::make_mut(&mut self.chunks);
        if chunks.len() <= chunk {
            chunks.resize_with(chunk + 1, Rc::default);
        }
        let chunk = Rc::make_mut(&mut chunks[chunk]);
        if chunk.len() <= inner {
            chunk.resize_with(inner + 1, || None);
        }
        chunk[inner] = Some(Rc::new(entry));
    }

    /// All entries with their numbers, in order.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        let numbers = |chunk: usize| (0u32..).skip(chunk * CHUNK);
        let entries = self.chunks.iter().enumerate().flat_map(move |(at, chunk)| numbers(at).zip(chunk.iter()));
        entries.filter_map(|(number, entry)| Some((number, entry.as_deref()?)))
    }

    /// The entries with their numbers, in order, that are not shared with an earlier copy.
    pub fn changed<'t>(&'t self, before: &'t Self) -> impl Iterator<Item = (u32, &'t T)> {
        let chunks = self.chunks.iter().enumerate();
        let changed = chunks.map(|(at, chunk)| (at, chunk, before.chunks.get(at)));
        let changed = changed.filter(|(_, chunk, earlier)| !earlier.is_some_and(|earlier| Rc::ptr_eq(chunk, earlier)));
        let entries = changed.flat_map(|(at, chunk, earlier)| {
            chunk
                .iter()
                .enumerate()
                .map(move |(inner, entry)| (at * CHUNK + inner, entry, earlier.and_then(|e| e.get(inner))))
        });
        entries.filter_map(|(number, entry, earlier)| {
            let entry = entry.as_ref()?;
            let same = matches!(earlier, Some(Some(earlier)) if Rc::ptr_eq(entry, earlier));
            (!same).then_some((u32::try_from(number).ok()?, &**entry))
        })
    }

    /// Takes over what only the other has; `both` says what becomes of an entry that both have, where it is not the same.
    pub fn join(&mut self, other: Self, both: impl Fn(&mut Rc<T>, &Rc<T>)) {
        if Rc::ptr_eq(&self.chunks, &other.chunks) {
            return;
        }
        let chunks = Rc::make_mut(&mut self.chunks);
        for (at, theirs) in other.chunks.iter().enumerate() {
            match chunks.get_mut(at) {
                None => chunks.push(Rc::clone(theirs)),
                Some(mine) if Rc::ptr_eq(mine, theirs) => {}
                Some(mine) => join_chunk(Rc::make_mut(mine), theirs, &both),
            }
        }
    }
}

fn join_chunk<T>(mine: &mut Chunk<T>, theirs: &Chunk<T>, both: impl Fn(&mut Rc<T>, &Rc<T>)) {
    if mine.len() < theirs.len() {
        mine.resize_with(theirs.len(), || None);
    }
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        let Some(theirs) = theirs else { continue };
        match mine {
            None => *mine = Some(Rc::clone(theirs)),
            Some(mine) if Rc::ptr_eq(mine, theirs) => {}
            Some(mine) => both(mine, theirs),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_keeps_what_the_original_changes() {
        let mut table = Table::default();
        for index in 0..100 {
            table.put(index, index);
        }
        let copy = table.clone();
        *table.get_mut(70).expect("an entry") = 7;
        table.put(200, 1);
        assert_eq!((copy.get(70), table.get(70)), (Some(&70), Some(&7)));
        assert_eq!((copy.get(200), table.get(200), table.get(150)), (None, Some(&1), None));
        assert_eq!(
            table.iter().map(|(number, _)| number).collect::<Vec<_>>(),
            (0..100).chain([200]).collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_join_has_the_entries_of_both() {
        let mut one = Table::default();
        one.put(1, "both");
        let mut other = one.clone();
        one.put(2, "one");
        other.put(2, "other");
        other.put(3, "theirs");
        other.put(90, "theirs");
        one.join(other, |mine, theirs| {
            assert_eq!((**mine, **theirs), ("one", "other"));
            *mine = Rc::new("joined");
        });
        let after = [1, 2, 3, 90].map(|index| one.get(index).copied());
        assert_eq!(after, [Some("both"), Some("joined"), Some("theirs"), Some("theirs")]);
        assert_eq!(one.get(89), None);
    }
}
