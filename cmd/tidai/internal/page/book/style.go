package book

import "github.com/xuri/excelize/v2"

// What is common to all cells.
const (
	font      = "宋体"
	fontSize  = 10
	titleSize = 14
	general   = 0  // number formats of Excel
	asText    = 49 // what is typed stays as it is typed
)

var (
	chinese = 134 // the character set of the font
	dark    = 1   // the colour of texts in the theme
)

// styles makes the styles of a workbook, in the order of their constants.
func styles(f *excelize.File) (ids []int, err error) {
	// Widths are counted in digits of the default font, so that is ours too.
	normal := f.Styles.Fonts.Font[0]
	normal.Name.Val, normal.Sz.Val = new(string), new(float64)
	*normal.Name.Val, *normal.Sz.Val = font, fontSize
	for style := Plain; style <= Shown; style++ {
		id, err := f.NewStyle(look(style))
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func look(style Style) *excelize.Style {
	s := &excelize.Style{NumFmt: asText,
		Font: &excelize.Font{Family: font, Size: fontSize, Charset: &chinese, ColorTheme: &dark}}
	switch style {
	case Plain:
		s.Alignment = &excelize.Alignment{Horizontal: "left", Vertical: "top", Indent: 1}
	case Title:
		s.Font.Bold, s.Font.Size = true, titleSize
	case Head:
		const thin, medium, black = 1, 2, "000000"
		s.Font.Bold = true
		s.Alignment = &excelize.Alignment{Vertical: "center", WrapText: true}
		s.Border = []excelize.Border{{Type: "top", Style: medium, Color: black},
			{Type: "bottom", Style: thin, Color: black}}
	case Wrapped:
		s.Alignment = &excelize.Alignment{Vertical: "top", WrapText: true}
	case Number, Input, Shown:
		s.NumFmt = general
		s.Alignment = &excelize.Alignment{Horizontal: "right", Vertical: "top"}
	}
	switch style {
	case Input:
		s.Font.Color, s.Font.ColorTheme = "1F3FBF", nil
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFF8DC"}}
	case Shown:
		s.Font.Bold = true
	}
	return s
}
