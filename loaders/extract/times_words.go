package extract

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// timeWord is a word, number or mark, as the grammar of times sees it.
type timeWord struct {
	start, end int    // bytes of the canonical text
	low        string // lower case; of a number its letters ("1980s": "s", "10th": "th"), of a mark itself, dashes made "-"
	number     int    // value of a plain number of at most four digits, else -1
	digits     int    // how many digits it has, 0 for words and marks
	capital    bool
	spaced     bool // white space stands before it
}

// timeWords cuts text[start:end] into words. "1,500" and "46.4" are numbers
// without a value: they are never days or years.
func timeWords(text string, start, end int) []timeWord {
	var words []timeWord
	spaced := true
	for i := start; i < end; {
		r, size := utf8.DecodeRuneInString(text[i:end])
		switch {
		case unicode.IsSpace(r):
			spaced = true
			i += size
			continue
		case r >= '0' && r <= '9':
			words = append(words, timeNumber(text, i, end))
		case unicode.IsLetter(r):
			j := i
			for j < end {
				r, size := utf8.DecodeRuneInString(text[j:end])
				if !unicode.IsLetter(r) && !unicode.IsMark(r) {
					break
				}
				j += size
			}
			words = append(words, timeWord{start: i, end: j, low: strings.ToLower(text[i:j]), number: -1, capital: unicode.IsUpper(r)})
		default:
			low := text[i : i+size]
			if strings.ContainsRune("-‐‑‒–—", r) {
				low = "-"
			}
			words = append(words, timeWord{start: i, end: i + size, low: low, number: -1})
		}
		w := &words[len(words)-1]
		w.spaced, spaced = spaced, false
		i = w.end
	}
	return words
}

func timeNumber(text string, i, end int) timeWord {
	w := timeWord{start: i, number: 0}
	j, plain := i, true
	for j < end {
		c := text[j]
		if (c == ',' || c == '.') && j+1 < end && text[j+1] >= '0' && text[j+1] <= '9' {
			plain = false
		} else if c < '0' || c > '9' {
			break
		} else {
			w.digits++
			if w.digits <= 4 {
				w.number = w.number*10 + int(c-'0')
			}
		}
		j++
	}
	if !plain || w.digits > 4 {
		w.number = -1
	}
	k := j
	if decade := "’s"; w.digits == 4 && w.number%10 == 0 && (strings.HasPrefix(text[j:end], decade) || strings.HasPrefix(text[j:end], "'s")) {
		k += strings.IndexByte(text[j:end], 's') // "the 1920’s"
		j = k
	}
	for k < end {
		r, size := utf8.DecodeRuneInString(text[k:end])
		if !unicode.IsLetter(r) {
			break
		}
		k += size
	}
	w.end, w.low = k, strings.ToLower(text[j:k])
	return w
}

var monthNames = func() map[string]time.Month {
	m := map[string]time.Month{}
	for i := time.January; i <= time.December; i++ {
		m[strings.ToLower(i.String())] = i
		m[strings.ToLower(i.String()[:3])] = i
	}
	m["sept"] = time.September
	return m
}()

var weekdayNames = func() map[string]time.Weekday {
	m := map[string]time.Weekday{}
	for i := time.Sunday; i <= time.Saturday; i++ {
		m[strings.ToLower(i.String())] = i
	}
	return m
}()

// numberWords are the numbers that prose spells out; 0 stands for some
// unknown number.
var numberWords = map[string]int{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
	"nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
	"several": 0, "few": 0, "many": 0, "some": 0, "couple": 2, "half": 0,
}

var ordinalWords = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
	"eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17,
	"eighteenth": 18, "nineteenth": 19, "twentieth": 20,
}

// timeUnit is a unit of the calendar.
type timeUnit string

const (
	unitDay     timeUnit = "day"
	unitWeek    timeUnit = "week"
	unitMonth   timeUnit = "month"
	unitYear    timeUnit = "year"
	unitDecade  timeUnit = "decade"
	unitCentury timeUnit = "century"
	unitShort   timeUnit = "hour" // hours and minutes: only as lengths
)

var unitNames = map[string]timeUnit{
	"day": unitDay, "days": unitDay, "week": unitWeek, "weeks": unitWeek, "month": unitMonth, "months": unitMonth,
	"year": unitYear, "years": unitYear, "decade": unitDecade, "decades": unitDecade, "century": unitCentury, "centuries": unitCentury,
	"hour": unitShort, "hours": unitShort, "minute": unitShort, "minutes": unitShort,
}

// seasons are given by their first month, in the northern hemisphere. Winter
// is two years' and is kept as its year.
var seasons = map[string]time.Month{"spring": time.March, "summer": time.June, "autumn": time.September, "fall": time.September, "winter": 0}

// numbered are nouns whose number is not a year: "Resolution 1701".
var numbered = wordClasses(map[bool]string{true: "resolution resolutions article articles no nos number law decree order directive regulation " +
	"decision case section paragraph chapter page flight route highway boeing type model unit room channel street " +
	"about some over nearly roughly approximately almost than least most another exactly only"})

// counted are nouns that a number before them counts: "2000 troops".
var counted = wordClasses(map[bool]string{true: "km kilometers kilometres miles mile meters metres feet kg tons tonnes ton barrels dollars euros " +
	"pounds rubles roubles percent people troops soldiers men women children civilians refugees prisoners fighters officers police personnel " +
	"workers tanks aircraft missiles drones warheads deaths dead wounded casualties members citizens students gmt utc hours est edt " +
	"million billion thousand hundred were"})

// timeStarts are the words that an expression can begin with; most words of a
// text are not among them, and nothing more is tried on those.
var timeStarts = func() map[string]bool {
	m := wordClasses(map[bool]string{true: "early late mid beginning start end middle close outset today tonight yesterday tomorrow earlier later " +
		"this last past previous next coming following same that the recent for over within throughout since until till by before after from between prior up " +
		"more less fewer nearly almost about around roughly just at another only under day days week weeks month months year years decade decades century centuries"})
	for _, words := range []map[string]int{numberWords, ordinalWords} {
		for w := range words {
			m[w] = true
		}
	}
	for w := range monthNames {
		m[w] = true
	}
	for w := range weekdayNames {
		m[w] = true
	}
	for w := range seasons {
		m[w] = true
	}
	return m
}()
