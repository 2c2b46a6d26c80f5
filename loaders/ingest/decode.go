package ingest

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// magic numbers of what people have beside their texts.
var magic = []struct{ prefix, what string }{
	{"%PDF-", "a PDF, not text: convert it first, for instance with pdftotext"},
	{"PK\x03\x04", "a zip archive (also .docx, .odt and .epub), not text: unpack it or save it as text"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document, not text: save it as text"},
	{"{\\rtf", "RTF, not text: save it as text"},
	{"\x1f\x8b", "gzip, not text: unpack it first"},
	{"BZh", "bzip2, not text: unpack it first"},
	{"\xfd7zXZ", "xz, not text: unpack it first"},
	{"\x28\xb5\x2f\xfd", "zstd, not text: unpack it first"},
	{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive, not text: unpack it first"},
	{"Rar!\x1a\x07", "a RAR archive, not text: unpack it first"},
	{"\x89PNG", "a PNG image, not text"},
	{"\xff\xd8\xff", "a JPEG image, not text"},
	{"GIF8", "a GIF image, not text"},
	{"II*\x00", "a TIFF image, not text"},
	{"RIFF", "a RIFF file (sound or picture), not text"},
	{"\x7fELF", "a program (ELF), not text"},
	{"MZ\x90", "a program (Windows), not text"},
	{"\x00asm", "a program (WebAssembly), not text"},
	{"SQLite format 3\x00", "an SQLite database, not text"},
}

const bom = "\ufeff"

// decode returns the document's text as valid UTF-8. Bytes that are UTF-8
// already come back as they are; other encodings are decoded only if the
// document names its own or every sign of it points one way.
func decode(data []byte) (text string, isHTML bool, err error) {
	if len(data) > MaxSize {
		return "", false, &Error{Err: fmt.Errorf("has %d MiB, want at most %d: split it into documents", len(data)>>20, MaxSize>>20)}
	}
	if len(bytes.TrimSpace(bytes.TrimPrefix(data, []byte(bom)))) == 0 {
		return "", false, &Error{Err: fmt.Errorf("is empty")}
	}
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		decoded, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
		if err != nil {
			return "", false, &Error{Err: fmt.Errorf("cannot be read as UTF-16: %w", err)}
		}
		if data = decoded; len(data) > 2*MaxSize {
			return "", false, &Error{Err: fmt.Errorf("has more than %d MiB", MaxSize>>20)}
		}
		if len(bytes.TrimSpace(data)) == 0 {
			return "", false, &Error{Err: fmt.Errorf("is empty")}
		}
	}
	for _, m := range magic {
		if strings.HasPrefix(string(data[:min(len(data), 16)]), m.prefix) {
			return "", false, &Error{Err: fmt.Errorf("is %s", m.what)}
		}
	}
	if i, ok := binary(data); ok {
		return "", false, &Error{Err: fmt.Errorf("is binary, not text: control characters at byte %d", i)}
	}
	isHTML = looksHTML(data)
	if isHTML {
		// Without a declaration the answer is UTF-8 if it is valid, else windows-1252.
		if enc, name, _ := charset.DetermineEncoding(data, ""); name != "utf-8" && (name != "windows-1252" || !utf8.Valid(data) && declaresLatin.Match(data[:min(len(data), 1024)])) {
			if decoded, err := enc.NewDecoder().Bytes(data); err == nil {
				return string(decoded), true, nil
			}
		}
	}
	if utf8.Valid(data) {
		return string(data), isHTML, nil
	}
	if isWindows(data) {
		if decoded, err := charmap.Windows1252.NewDecoder().Bytes(data); err == nil {
			return string(decoded), isHTML, nil
		}
	}
	at := invalidAt(data)
	line := 1 + bytes.Count(data[:at], []byte("\n"))
	return "", false, &Error{Line: line, Err: fmt.Errorf("not valid UTF-8 at byte %d (line %d): save the file as UTF-8", at, line)}
}

// binary reports a NUL, or more control characters than any text has.
func binary(data []byte) (at int, ok bool) {
	controls, first := 0, 0
	for i, c := range data {
		if c >= ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\v' || c == 0x1b {
			continue
		}
		if c == 0 {
			return i, true
		}
		if controls++; controls == 1 {
			first = i
		}
	}
	return first, controls > 8 && controls > len(data)/100
}

func invalidAt(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(data)
}

// isWindows reports whether all bytes beyond ASCII are the quotes, dashes,
// ellipsis and hard space that every Windows code page has at the same place,
// and at places where an English text has them. A letter beyond ASCII could be
// of any code page: then the encoding is not known.
func isWindows(data []byte) bool {
	for i, c := range data {
		if c < 0x80 {
			continue
		}
		if c != 0x85 && (c < 0x91 || c > 0x97) && c != 0xa0 {
			return false
		}
		if i > 0 && data[i-1] >= 0x80 && i+1 < len(data) && data[i+1] >= 0x80 {
			return false
		}
	}
	return true
}

var (
	htmlStart = regexp.MustCompile(`(?i)^(?:\s|<!--(?s:.*?)-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|title)[\s>]`)
	htmlInner = regexp.MustCompile(`(?i)</(?:p|div|body|html|article|h1)\s*>`)
)

// declaresLatin finds the declarations that mean windows-1252 on the web.
var declaresLatin = regexp.MustCompile(`(?i)charset\s*=\s*["']?\s*(?:windows-1252|iso-?8859-1|latin-?1|us-ascii|ascii)\b`)

// looksHTML reports whether the document begins as HTML and has its elements.
func looksHTML(data []byte) bool {
	head := bytes.TrimPrefix(data[:min(len(data), 4<<10)], []byte(bom))
	return htmlStart.Match(head) && (bytes.Contains(bytes.ToLower(head[:min(len(head), 1024)]), []byte("<html")) || htmlInner.Match(data))
}
