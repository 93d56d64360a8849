//! A description for people.

use std::fmt::Write as _;

use super::overview::columns;
use crate::generate::Description;

/// Sections with a heading each; a section without content is left out.
pub fn description_text(description: &Description) -> String {
    let d = description;
    let mut text = format!("{} with a {} on {} ({})\n", d.client_title, d.auth_title, d.compute_title, d.cloud);
    for (label, value) in [("Warning", &d.warning), ("Retired", &d.retired)] {
        if let Some(value) = value {
            let _ = write!(text, "\n{label}: {value}\n");
        }
    }
    let rows: Vec<[String; 3]> = d
        .environment
        .iter()
        .map(|row| {
            let secret = if row.secret { "secret" } else { "" };
            [row.name.clone(), row.value.clone(), secret.to_owned()]
        })
        .collect();
    section(&mut text, "Environment", &columns(&rows));
    let notes = d.environment.iter().filter_map(|row| Some(format!("{}: {}", row.name, row.note.as_ref()?)));
    section(&mut text, "", &bullets(notes));
    if let (Some(tokens), Some(scope)) = (&d.tokens, &d.scope) {
        section(&mut text, "Token", &format!("from   {tokens}\nscope  {scope}\n"));
    }
    if let Some(driver) = &d.driver {
        let rows: Vec<[String; 2]> =
            d.dependencies.iter().map(|package| [package.name.clone(), package.version.clone()]).collect();
        section(&mut text, &format!("Dependencies ({driver})"), &columns(&rows));
        section(&mut text, "", &lines(&d.install));
    }
    let title = if d.portal { "Make the connection (the portal can do it too)" } else { "Make the connection" };
    section(&mut text, title, &commands(&d.connect));
    section(&mut text, "Make the connection by hand", &numbered(&d.steps));
    section(&mut text, "The role's name", &bullets(d.role.iter().cloned()));
    section(&mut text, "", &commands(&d.show));
    let rows: Vec<[String; 2]> =
        d.grants.iter().map(|grant| [grant.sql.clone(), format!("-- {}", grant.why)]).collect();
    section(
        &mut text,
        "Grants for tables from before the connection, as their owner in the application's database",
        &columns(&rows),
    );
    section(&mut text, "", &commands(&d.grant_commands));
    section(&mut text, "What was granted", &format!("{}\n", d.grants_query));
    let helpers = d.helpers.iter().map(|helper| format!("{} ({}): {}", helper.name, helper.maturity, helper.reason));
    section(&mut text, "Helper packages that samples do not use", &bullets(helpers));
    section(&mut text, "Good to know", &bullets(d.notes.iter().cloned()));
    section(&mut text, "Pages", &bullets(d.pages.iter().map(|page| format!("{}: {}", page.title, page.url))));
    section(&mut text, "Read from", &bullets(d.sources.iter().cloned()));
    text
}

fn section(text: &mut String, title: &str, body: &str) {
    if body.is_empty() {
        return;
    }
    text.push('\n');
    if !title.is_empty() {
        let _ = writeln!(text, "{title}");
    }
    for line in body.lines() {
        let _ = writeln!(text, "{}", format!("  {line}").trim_end());
    }
}

fn bullets(items: impl Iterator<Item = String>) -> String {
    items.fold(String::new(), |text, item| text + "- " + &item.replace('\n', "\n  ") + "\n")
}

fn numbered(items: &[String]) -> String {
    let items = items.iter().enumerate();
    items.fold(String::new(), |text, (index, item)| format!("{text}{}. {}\n", index + 1, item.replace('\n', "\n   ")))
}

fn lines(items: &[String]) -> String {
    items.iter().fold(String::new(), |text, item| text + item + "\n")
}

fn commands(items: &[crate::generate::Command]) -> String {
    items.iter().fold(String::new(), |text, item| format!("{text}# {}\n{}\n", item.title, item.command))
}
