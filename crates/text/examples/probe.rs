//! probe
use std::io::BufRead;
use text::Lang;
fn main() {
    let times = std::env::args().any(|a| a == "-t");
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let (l, t) = line.split_once('\t').unwrap_or(("", &line));
        let langs: Vec<Lang> = Lang::from_code(l).into_iter().collect();
        println!("{t}");
        for f in text::figures::find(t, &langs) {
            println!(
                "    {:?} v={:?} d={:?} >={:?} <={:?} ~{} {:?} rev={}",
                f.text, f.value, f.decimal, f.at_least, f.at_most, f.approximate, f.counts, f.revised
            );
        }
        if times {
            for x in text::times::find(t, &text::times::Context { published: None, langs: &langs }) {
                println!("    T {:?} {}", x.text, x.time.value);
            }
        }
    }
}
