//! The test vectors of the RFC 6962 reference implementation: eight leaves, their roots and proofs.

#![allow(clippy::unwrap_used)]

mod folder;

use custody::proof;
use custody::tree::{Tree, empty_root, leaf_hash, node_hash, root_of};
use folder::Folder;
use model::Digest;

const LEAVES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

/// Roots of the first 1, 2, … 8 leaves.
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn leaves() -> Vec<Vec<u8>> {
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    LEAVES.iter().map(|hex| hex.as_bytes().chunks(2).map(byte).collect()).collect()
}

fn digests(hex: &[&str]) -> Vec<Digest> {
    hex.iter().map(|h| h.parse().unwrap()).collect()
}

#[test]
fn roots_are_those_of_the_reference_implementation() {
    let mut tree = Tree::new();
    assert_eq!(tree.root().hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(tree.root(), empty_root());
    let hashes: Vec<Digest> = leaves().iter().map(|l| leaf_hash(l)).collect();
    for (i, root) in ROOTS.iter().enumerate() {
        tree.push(hashes[i], &mut |_, _| panic!("no tile is full yet"));
        assert_eq!(tree.root().hex(), *root, "{} leaves", i + 1);
        assert_eq!(root_of(&hashes[..=i]).hex(), *root, "{} leaves", i + 1);
    }
    assert_eq!(node_hash(&hashes[0], &hashes[1]).hex(), ROOTS[1]);
}

#[test]
fn inclusion_proofs_are_those_of_the_reference_implementation() {
    for (index, size, path) in [
        (0, 1, &[][..]),
        (
            0,
            8,
            &[
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            5,
            8,
            &[
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (2, 3, &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
        (
            1,
            5,
            &[
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ] {
        let leaves = leaves();
        let (folder, log) = Folder::of(&leaves[..size as usize]);
        assert_eq!(proof::inclusion(&folder, index, size).unwrap(), digests(path), "{index} of {size}");
        let root = log.checkpoint("o").root;
        assert!(proof::verify_inclusion(&leaf_hash(&leaves[index as usize]), index, size, &digests(path), &root));
    }
}

#[test]
fn consistency_proofs_are_those_of_the_reference_implementation() {
    for (old, new, path) in [
        (1, 1, &[][..]),
        (
            1,
            8,
            &[
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            6,
            8,
            &[
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            5,
            &[
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ] {
        let leaves = leaves();
        let (folder, _) = Folder::of(&leaves[..new as usize]);
        assert_eq!(proof::consistency(&folder, old, new).unwrap(), digests(path), "{old} to {new}");
        let roots = [ROOTS[old as usize - 1].parse().unwrap(), ROOTS[new as usize - 1].parse().unwrap()];
        assert!(proof::verify_consistency((old, &roots[0]), (new, &roots[1]), &digests(path)));
    }
}
