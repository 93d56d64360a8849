//! Types as they are written, for what is known of a value by its type alone.

use super::Walk;

/// Types whose argument is what matters.
const WRAPPERS: &[&str] = &[
    "Arc",
    "Rc",
    "Box",
    "Option",
    "Result",
    "Mutex",
    "RwLock",
    "Cow",
    "Pin",
    "RefCell",
    "OnceCell",
    "OnceLock",
    "LazyLock",
    "Lazy",
    "Data",
    "State",
    "Extension",
    "Weak",
    "ArcSwap",
];

impl Walk<'_> {
    /// The name of a type, its parts joined with dots; nothing for one without a name.
    pub(super) fn type_name(&mut self, written: &syn::Type) -> Option<String> {
        match written {
            syn::Type::Reference(reference) => self.type_name(&reference.elem),
            syn::Type::Paren(inner) => self.type_name(&inner.elem),
            syn::Type::Group(inner) => self.type_name(&inner.elem),
            syn::Type::Path(path) if path.qself.is_none() => {
                let last = path.path.segments.last()?;
                if WRAPPERS.iter().any(|wrapper| last.ident == wrapper)
                    && let syn::PathArguments::AngleBracketed(arguments) = &last.arguments
                    && let Some(syn::GenericArgument::Type(inner)) =
                        arguments.args.iter().find(|argument| matches!(argument, syn::GenericArgument::Type(_)))
                {
                    return self.type_name(inner);
                }
                Some(self.path_name(&path.path))
            }
            syn::Type::TraitObject(object) => self.trait_name(&object.bounds),
            syn::Type::ImplTrait(object) => self.trait_name(&object.bounds),
            _ => None,
        }
    }

    fn trait_name<P>(&mut self, bounds: &syn::punctuated::Punctuated<syn::TypeParamBound, P>) -> Option<String> {
        bounds.iter().find_map(|bound| match bound {
            syn::TypeParamBound::Trait(bound) => Some(self.path_name(&bound.path)),
            _ => None,
        })
    }

    /// A path as text, its parts joined with dots, generic arguments left out.
    pub(super) fn path_name(&mut self, path: &syn::Path) -> String {
        let mut parts: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.local_part(&mut parts);
        if parts.first().is_some_and(|first| first == "Self")
            && let Some(class) = &self.within
        {
            parts[0].clone_from(class);
        }
        self.note_crate(&parts);
        parts.join(".")
    }

    /// Takes off what leads to names of this file: `crate::`, `self::`, modules that stand in it.
    pub(super) fn local_part(&self, parts: &mut Vec<String>) -> usize {
        let mut taken = 0;
        while parts.len() > 1
            && (matches!(parts[0].as_str(), "crate" | "self" | "super") || self.modules.contains(&parts[0]))
        {
            parts.remove(0);
            taken += 1;
        }
        taken
    }

    /// A path that begins with a crate's name needs no import.
    pub(super) fn note_crate(&mut self, parts: &[String]) {
        let [first, _, ..] = parts else { return };
        let is_crate = first.starts_with(|c: char| c.is_ascii_lowercase())
            && !self.known.contains(first)
            && self.scopes.resolve(first).is_none()
            && !super::intrinsics::is_std_module(first)
            && !super::intrinsics::builtin(first);
        if is_crate {
            self.crates.insert(first.clone());
        }
    }
}
