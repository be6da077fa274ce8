//! What the library needs to know of the world, as values: who acts, on which machine, by which clock, with what
//! randomness. Only the binary looks these up.

use model::Utc;

use crate::progress::Progress;

/// Who acts and with what: written into the private part of every entry.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Name of the person, as they gave it.
    pub collector: Option<String>,
    /// Name of the machine.
    pub machine: Option<String>,
    /// Tool and version.
    pub tool: String,
    /// What sets the machine's clock, where it says so.
    pub clock: Option<String>,
}

/// The world around one command.
pub struct Host<'h> {
    /// Who acts.
    pub actor: Actor,
    /// The clock.
    pub now: &'h (dyn Fn() -> Utc + Sync),
    /// Fills a buffer with unpredictable bytes; used for salts and case ids.
    pub entropy: &'h dyn Fn(&mut [u8]),
    /// Hears how far the work is.
    pub progress: &'h dyn Progress,
    /// How many threads to use.
    pub threads: usize,
    /// What pictures, films and sounds are decoded with, started when one needs it.
    pub decoder: &'h media::OnDemand,
}

impl Host<'_> {
    /// The fields that every private line carries.
    pub(crate) fn stamp(&self) -> serde_json::Map<String, serde_json::Value> {
        let mut fields = serde_json::Map::new();
        let mut put = |key: &str, value: Option<String>| {
            fields.insert(key.to_owned(), value.map_or(serde_json::Value::Null, serde_json::Value::String));
        };
        put("at", Some((self.now)().to_string()));
        put("clock", self.actor.clock.clone());
        put("collector", self.actor.collector.clone());
        put("machine", self.actor.machine.clone());
        put("tool", Some(self.actor.tool.clone()));
        fields
    }
}
