// Verify checks a log in a folder with an implementation that is not Breakwater's: golang.org/x/mod/sumdb.
// It checks the signature on the head, that every entry hashes to its leaf, that every record is included
// (through tiles authenticated against the head), that older sizes are consistent, and tlog-proof files.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

// folder serves tiles to tlog.TileHashReader. The Go paths have the tile height in them; tlog-tiles have not.
type folder string

func (f folder) Height() int { return tileHeight }

func (f folder) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, err := os.ReadFile(filepath.Join(string(f), tilePath(tile)))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func tilePath(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight), "tile/", 1)
}

func bundlePath(index, width int64) string {
	path := tilePath(tlog.Tile{H: tileHeight, L: 0, N: index, W: int(width)})
	return strings.Replace(path, "tile/0/", "tile/entries/", 1)
}

func main() {
	if len(os.Args) < 3 {
		fail("usage: verify FOLDER VKEY [PROOF.tlog-proof ...]")
	}
	log := folder(os.Args[1])
	verifier, err := note.NewVerifier(os.Args[2])
	check(err)
	head, err := os.ReadFile(filepath.Join(string(log), "checkpoint"))
	check(err)
	tree := open(head, verifier)
	entries := readEntries(log, tree.N)
	verifyEntries(log, tree, entries)
	verifyOlder(log, tree, entries)
	for _, file := range os.Args[3:] {
		verifyProofFile(file, verifier, entries)
	}
	fmt.Printf("golang.org/x/mod/sumdb: %d entries of %s verified, %d proofs\n", tree.N, verifier.Name(), len(os.Args)-3)
}

// open checks the signature and reads size and root.
func open(head []byte, verifier note.Verifier) tlog.Tree {
	opened, err := note.Open(head, note.VerifierList(verifier))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		fail("not a checkpoint of " + verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	root, err := tlog.ParseHash(lines[2])
	check(err)
	return tlog.Tree{N: size, Hash: root}
}

func readEntries(log folder, size int64) [][]byte {
	var entries [][]byte
	for index := int64(0); index*256 < size; index++ {
		width := size - index*256
		if width > 256 {
			width = 256
		}
		data, err := os.ReadFile(filepath.Join(string(log), bundlePath(index, width)))
		check(err)
		for len(data) > 0 {
			length := int(binary.BigEndian.Uint16(data))
			entries = append(entries, data[2:2+length])
			data = data[2+length:]
		}
	}
	if int64(len(entries)) != size {
		fail(fmt.Sprintf("%d entries, the head says %d", len(entries), size))
	}
	return entries
}

// verifyEntries reads the leaf hashes through tiles that are authenticated against the head, then proves a sample
// record by record; a tree rebuilt from the entries has to have the same root.
func verifyEntries(log folder, tree tlog.Tree, entries [][]byte) {
	reader := tlog.TileHashReader(tree, log)
	var indexes []int64
	for i := range entries {
		indexes = append(indexes, tlog.StoredHashIndex(0, int64(i)))
	}
	hashes, err := reader.ReadHashes(indexes)
	check(err)
	for i, entry := range entries {
		if hashes[i] != tlog.RecordHash(entry) {
			fail(fmt.Sprintf("entry %d is not the one in the tree", i))
		}
	}
	own := storedHashes(entries)
	root, err := tlog.TreeHash(tree.N, own)
	check(err)
	if root != tree.Hash {
		fail("the entries have another root")
	}
	step := tree.N/1000 + 1
	for i := int64(0); i < tree.N; i += step {
		proof, err := tlog.ProveRecord(tree.N, i, reader)
		check(err)
		check(tlog.CheckRecord(proof, tree.N, tree.Hash, i, tlog.RecordHash(entries[i])))
	}
}

func storedHashes(entries [][]byte) tlog.HashReader {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			out[i] = stored[index]
		}
		return out, nil
	})
	for i, entry := range entries {
		hashes, err := tlog.StoredHashes(int64(i), entry, reader)
		check(err)
		stored = append(stored, hashes...)
	}
	return reader
}

// verifyOlder proves through the tiles that the log continues smaller logs made of its first entries.
func verifyOlder(log folder, tree tlog.Tree, entries [][]byte) {
	reader := tlog.TileHashReader(tree, log)
	own := storedHashes(entries)
	for size := int64(1); size <= tree.N; size = size*2 + 1 {
		older, err := tlog.TreeHash(size, own)
		check(err)
		proof, err := tlog.ProveTree(tree.N, size, reader)
		check(err)
		check(tlog.CheckTree(proof, tree.N, tree.Hash, size, older))
	}
}

func verifyProofFile(file string, verifier note.Verifier, entries [][]byte) {
	text, err := os.ReadFile(file)
	check(err)
	parts := strings.SplitN(string(text), "\n\n", 2)
	lines := strings.Split(parts[0], "\n")
	if lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		fail(file + " is not a tlog-proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	check(err)
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		var hash tlog.Hash
		bytes, err := base64.StdEncoding.DecodeString(line)
		check(err)
		copy(hash[:], bytes)
		proof = append(proof, hash)
	}
	tree := open([]byte(parts[1]), verifier)
	check(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entries[index])))
}

func check(err error) {
	if err != nil {
		fail(err.Error())
	}
}

func fail(sentence string) {
	fmt.Fprintln(os.Stderr, "REFUSED: "+sentence)
	os.Exit(1)
}
