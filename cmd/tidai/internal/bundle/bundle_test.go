package bundle

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
)

func document(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func word(t testing.TB) []byte {
	return document(t, "[Content_Types].xml", "<Types></Types>", "word/document.xml", "<x/>",
		"word/_rels/document.xml.rels", "<Relationships></Relationships>")
}

// What goes in comes out, byte for byte, and the other parts stay.
func TestRoundTrip(t *testing.T) {
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	want := Bundle{Files: []File{{"dossier.toml", []byte("a = 1\r\n")}, {"data/监测.csv", all}, {"empty", []byte{}}},
		Missing: []Missing{{"big.csv", strings.Repeat("a", 64)}}, Factors: true}
	out, err := Attach(word(t), want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Read(out)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("%v\n%+v\nwant\n%+v", err, got, want)
	}
	again, err := Attach(word(t), want)
	if err != nil || !bytes.Equal(out, again) {
		t.Error("not the same bytes")
	}
	r, err := zip.NewReader(bytes.NewReader(out), int64(len(out)))
	if err != nil {
		t.Fatal(err)
	}
	for name, holds := range map[string]string{"word/document.xml": "<x/>",
		"[Content_Types].xml": "customXmlProperties+xml", "word/_rels/document.xml.rels": "../customXml/item1.xml"} {
		f, err := r.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(f)
		if err != nil || !strings.Contains(string(data), holds) {
			t.Errorf("%s: %v %s", name, err, data)
		}
	}
}

func TestAttachElsewhere(t *testing.T) {
	if _, err := Attach(document(t, "a.txt", "x"), Bundle{}); err == nil {
		t.Error("a zip of something else took a dossier")
	}
}

func TestTooLargeIsMissing(t *testing.T) {
	var b Bundle
	for name, size := range map[string]int{"a": 1, "b": MaxFile + 1} {
		if err := b.AddFrom(name, bytes.NewReader(make([]byte, size))); err != nil {
			t.Fatal(err)
		}
	}
	if len(b.Files) != 1 || len(b.Missing) != 1 || b.Missing[0].Name != "b" || b.Missing[0].SHA256 != fmt.Sprintf("%x",
		sha256.Sum256(make([]byte, MaxFile+1))) {
		t.Errorf("%d files, missing %+v", len(b.Files), b.Missing)
	}
}

func item(files string) string {
	return `<dossier xmlns="` + Space + `" own-factors="false">` + files + `</dossier>`
}

func file(name, data string) string {
	return fmt.Sprintf(`<file name="%s" sha256="%x">%s</file>`, name, sha256.Sum256([]byte(data)),
		base64.StdEncoding.EncodeToString([]byte(data)))
}

func TestRefused(t *testing.T) {
	good := item(file("dossier.toml", "x"))
	for name, data := range map[string][]byte{
		"no zip":        []byte("PK"),
		"nothing in it": document(t, "customXml/item1.xml", "<other/>"),
		"no files":      document(t, "customXml/item1.xml", item("")),
		"two":           document(t, "customXml/item1.xml", good, "customXml/item2.xml", good),
		"broken XML":    document(t, "customXml/item1.xml", good[:len(good)-4]),
		"an entity": document(t, "customXml/item1.xml",
			`<!DOCTYPE x [<!ENTITY e "e">]>`+item(`<file name="&e;" sha256="">eA==</file>`)),
		"a wrong hash": document(t, "customXml/item1.xml", item(strings.Replace(file("a", "x"), "eA==", "eQ==",
			1))),
		"no base64":        document(t, "customXml/item1.xml", item(strings.Replace(file("a", "x"), "eA==", "!", 1))),
		"up":               document(t, "customXml/item1.xml", item(file("../a", "x"))),
		"up in the middle": document(t, "customXml/item1.xml", item(file("a/../../b", "x"))),
		"absolute":         document(t, "customXml/item1.xml", item(file("/etc/a", "x"))),
		"a drive":          document(t, "customXml/item1.xml", item(file("C:/a", "x"))),
		"a backslash":      document(t, "customXml/item1.xml", item(file(`a\..\b`, "x"))),
		"no name":          document(t, "customXml/item1.xml", item(file("", "x"))),
		"the folder":       document(t, "customXml/item1.xml", item(file(".", "x"))),
		"twice":            document(t, "customXml/item1.xml", item(file("a", "x")+file("A", "y"))),
	} {
		if b, err := Read(data); err == nil {
			t.Errorf("%s: read as %+v", name, b)
		}
	}
	if _, err := Read(document(t, "customXml/item1.xml", "<other/>", "customXml/item7.xml", good)); err != nil {
		t.Errorf("after another program has saved it: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(item(file("dossier.toml", "x")))
	f.Add(item(file("a/b", "x") + `<file name="c" sha256="" missing="true"/>`))
	f.Fuzz(func(t *testing.T, part string) {
		b, err := Read(document(t, "customXml/item1.xml", part))
		if err != nil {
			return
		}
		for _, x := range b.Files {
			if !local(x.Name) || strings.Contains(x.Name, "..") && strings.Contains("/"+x.Name+"/", "/../") {
				t.Errorf("a file named %q", x.Name)
			}
		}
	})
}
