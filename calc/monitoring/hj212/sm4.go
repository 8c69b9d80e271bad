package hj212

import (
	"bytes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/emmansun/gmsm/sm4"

	"tidai/calc"
)

// HJ 212-2025 lets a station encrypt what stands between CP=&& and && by SM4,
// block by block (ECB), all of it or all behind DataTime. Its text was not
// read in print: the ciphertext is taken in hexadecimal digits or base64, and
// the last block filled up by PKCS #7, by zeros, or not at all.

// Key is a key of SM4.
type Key struct{ block cipher.Block }

// ParseKey reads a key as a file holds it: 32 hexadecimal digits, base64 of 16
// bytes, or the 16 bytes themselves.
func ParseKey(text []byte) (key *Key, ok bool) {
	s := bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\ufeff")))
	for _, decode := range []func(string) ([]byte, error){hex.DecodeString, base64.StdEncoding.DecodeString,
		func(s string) ([]byte, error) { return []byte(s), nil }} {
		if raw, err := decode(string(s)); err == nil && len(raw) == sm4.BlockSize {
			block, err := sm4.NewCipher(raw)
			return &Key{block}, err == nil
		}
	}
	return nil, false
}

// unseal returns CP in clear; sealed says that it was encrypted. The fault is
// that there is no key, or not the right one.
func (l *ledger) unseal(body string) (clear string, sealed bool, f *fault) {
	head, text, ok := sealedText(body)
	if !ok {
		return body, false, nil
	}
	if l.key == nil {
		return "", true, faultf(CodeEncrypted, "CP 已加密（SM4），没有密钥，无法读取",
			"CP is encrypted (SM4), and without the key cannot be read")
	}
	clear, ok = l.key.open(text)
	if !ok {
		return "", true, faultf(CodeKey, "CP 已加密（SM4），用所给密钥解不开：密钥不对，或密文不完整",
			"CP is encrypted (SM4), and the key given does not open it: another key, or ciphertext that is not whole")
	}
	return head + clear, true, nil
}

// remedies of the faults of encryption.
var remedies = map[string]calc.Text{
	CodeEncrypted: {
		ZH: "报文没有损坏；请从数采仪或平台导出未加密的数据，或给出密钥文件（--sm4-key，[[monitoring]] 的 sm4_key）",
		EN: "the frame is not damaged: export plain data from the data logger or the platform, or give the file of " +
			"the key (--sm4-key, sm4_key in [[monitoring]])"},
	CodeKey: {ZH: "向平台或数采仪厂家核对该站点、该时段的密钥；或导出未加密的数据",
		EN: "ask the platform or the maker of the data logger for the key of this station and time, or export plain " +
			"data"},
}

const leastSealed = 22 // base64 of a block without the signs that fill it up

// sealedText recognises encrypted contents of CP: head is DataTime in clear
// with its separator, text what is encrypted. No field of CP looks so: it has
// a name before its =.
func sealedText(body string) (head, text string, ok bool) {
	text = body
	if strings.HasPrefix(body, "DataTime=") {
		i := strings.IndexByte(body, ';') + 1
		head, text = body[:i], body[i:]
	}
	text = strings.TrimRight(text, "; ")
	sum := strings.TrimRight(text, "=")
	if len(sum) < leastSealed || len(text)-len(sum) > 2 {
		return "", "", false
	}
	for i := 0; i < len(sum); i++ {
		if c := sum[i]; !nameByte[c] && c != '+' && c != '/' || c == '_' || c == '.' {
			return "", "", false
		}
	}
	return head, text, true
}

// open decrypts a text; ok is false where what comes out is none.
func (k *Key) open(text string) (clear string, ok bool) {
	data, err := hex.DecodeString(text)
	if err != nil {
		if data, err = base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "=")); err != nil {
			return "", false
		}
	}
	if len(data) == 0 || len(data)%sm4.BlockSize != 0 {
		return "", false
	}
	for i := 0; i < len(data); i += sm4.BlockSize {
		k.block.Decrypt(data[i:i+sm4.BlockSize], data[i:i+sm4.BlockSize])
	}
	s := strings.TrimSpace(string(unpad(data)))
	s = strings.TrimSuffix(strings.TrimPrefix(s, "CP=&&"), "&&")
	readable := utf8.ValidString(s) && strings.Contains(s, "=") && !strings.ContainsFunc(s, unicode.IsControl)
	return s, readable
}

// unpad takes off what fills the last block up.
func unpad(data []byte) []byte {
	n := int(data[len(data)-1])
	fill := data[max(0, len(data)-n):]
	if n >= 1 && n <= sm4.BlockSize && !slices.ContainsFunc(fill, func(c byte) bool { return int(c) != n }) {
		return data[:len(data)-n]
	}
	return bytes.TrimRight(data, "\x00 ")
}
