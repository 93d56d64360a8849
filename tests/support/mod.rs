//! Every sample that the tests look at.

use std::collections::BTreeMap;

use azconn::catalog::Catalog;
use azconn::generate::{Generator, Sample, Selection, Values};

/// Every cell, driver and style on the default compute service, besides workload identity for every driver and style,
/// and the service principal in another cloud.
pub fn samples() -> Vec<(String, Sample)> {
    let catalog = Catalog::builtin();
    let mut samples = Vec::new();
    for id in catalog.client_ids().expect("clients") {
        let generator = Generator::new(&catalog, &id).expect("sound");
        for selection in generator.selections() {
            let mut wanted = vec![(String::new(), selection.clone())];
            if selection.auth == "user-identity" {
                wanted.push(("-aks".into(), Selection { compute: Some("aks".into()), ..selection.clone() }));
            }
            if selection.auth == "service-principal" {
                wanted.push(("-china".into(), Selection { cloud: Some("AzureChinaCloud".into()), ..selection }));
            }
            for (suffix, selection) in wanted {
                let variant = generator.resolve(&selection).expect("offered");
                let sample = generator.sample(&variant, &Values::default(), &BTreeMap::new()).expect("renders");
                let driver = sample.driver.clone().unwrap_or_else(|| "environment".into());
                let style = sample.style.map_or_else(String::new, |style| format!("-{}", style.id()));
                samples.push((format!("{id}/{driver}{style}/{}{suffix}", sample.auth), sample));
            }
        }
    }
    samples
}
