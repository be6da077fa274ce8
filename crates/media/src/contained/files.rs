//! Landlock: the process may execute the decoder, read the libraries it was linked with and the one inherited file,
//! and nothing else; no TCP, no abstract Unix socket, no signal to others (where the kernel knows these).

use std::io;

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, LandlockStatus, PathBeneath, PathFd, Ruleset,
    RulesetAttr, RulesetCreated, RulesetCreatedAttr, RulesetError, RulesetStatus, Scope,
};

use super::Order;
use crate::limits::Grant;

/// The newest rights this code was written for. What the running kernel does not know is left out, and said.
const NEWEST: ABI = ABI::V7;

pub(super) fn confine(order: &Order) -> Vec<Grant> {
    let (files, network, scopes) = match restrict(order) {
        Ok((
            LandlockStatus::Available { effective_abi, .. },
            RulesetStatus::FullyEnforced | RulesetStatus::PartiallyEnforced,
        )) => {
            let how = format!("landlock ABI {}", effective_abi as i32);
            let since =
                |abi: ABI| if effective_abi >= abi { Ok(how.clone()) } else { Err(format!("{how} is too old")) };
            (Ok(how.clone()), since(ABI::V4), since(ABI::V6))
        }
        Ok((status, _)) => not_given(match status {
            LandlockStatus::NotEnabled => "landlock is not enabled in this kernel",
            LandlockStatus::NotImplemented => "this kernel has no landlock",
            LandlockStatus::Available { .. } => "landlock took no rule",
        }),
        Err(error) => not_given(&error.to_string()),
    };
    vec![
        Grant::new("no other files", files),
        Grant::new("no TCP", network),
        Grant::new("no signals and abstract sockets to others", scopes),
    ]
}

type Said = Result<String, String>;

fn not_given(why: &str) -> (Said, Said, Said) {
    (Err(why.to_owned()), Err(why.to_owned()), Err(why.to_owned()))
}

fn restrict(order: &Order) -> Result<(LandlockStatus, RulesetStatus), RulesetError> {
    let mut rules = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(NEWEST))?
        .handle_access(AccessNet::from_all(NEWEST))?
        .scope(Scope::from_all(NEWEST))?
        .create()?;
    for path in &order.execute {
        rules = allow(rules, PathFd::new(path).ok(), AccessFs::ReadFile | AccessFs::Execute)?;
    }
    for path in &order.read {
        rules = allow(rules, PathFd::new(path).ok(), AccessFs::ReadFile.into())?;
    }
    // The inherited file is opened anew by the decoder through /proc/self/fd/0, so it needs a rule of its own. Files
    // in memory take no rule and need none.
    if let Ok(unchanged) = rules.try_clone()
        && let Ok(allowed) = unchanged.add_rule(PathBeneath::new(io::stdin(), AccessFs::ReadFile))
    {
        rules = allowed;
    }
    let status = rules.restrict_self()?;
    Ok((status.landlock, status.ruleset))
}

/// A path that is not there needs no rule.
fn allow(
    rules: RulesetCreated,
    path: Option<PathFd>,
    access: BitFlags<AccessFs>,
) -> Result<RulesetCreated, RulesetError> {
    match path {
        Some(path) => rules.add_rule(PathBeneath::new(path, access)),
        None => Ok(rules),
    }
}
