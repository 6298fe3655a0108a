"""The words in which people write opening hours, by language.

Full support, phrases included: fr, nl, de, it, en. Weekdays and months only, because they stand in many sources: es,
pt, pl, ru, uk, sv, da, ja, zh, ko. A weekday that means different days in two languages (`di`: Dienstag, dimanche)
stands in both; `lexing` asks the rest of the text which it is, and gives up where it does not say.
"""

FULLY = ("fr", "nl", "de", "it", "en")

# From Monday to Sunday, the forms of each separated by a stroke. A dot after an abbreviation is read by itself.
WEEKDAYS = {
    "en": (
        "monday|mondays|mon|mo",
        "tuesday|tuesdays|tues|tue|tu",
        "wednesday|wednesdays|weds|wed|we",
        "thursday|thursdays|thurs|thur|thu|th",
        "friday|fridays|fri|fr",
        "saturday|saturdays|sat|sa",
        "sunday|sundays|sun|su",
    ),
    "de": (
        "montag|montags|mo",
        "dienstag|dienstags|di",
        "mittwoch|mittwochs|mi",
        "donnerstag|donnerstags|do|don",
        "freitag|freitags|fr|fre",
        "samstag|samstags|sonnabend|sonnabends|sa|sam",
        "sonntag|sonntags|so|son",
    ),
    "fr": (
        "lundi|lundis|lun|lu",
        "mardi|mardis|mar|ma",
        "mercredi|mercredis|mer|me",
        "jeudi|jeudis|jeu|je",
        "vendredi|vendredis|ven|ve",
        "samedi|samedis|sam|sa",
        "dimanche|dimanches|dim|di",
    ),
    "nl": (
        "maandag|maandags|maa|ma",
        "dinsdag|dinsdags|din|di",
        "woensdag|woensdags|woe|wo",
        "donderdag|donderdags|don|do",
        "vrijdag|vrijdags|vrij|vr|vri",
        "zaterdag|zaterdags|zat|za",
        "zondag|zondags|zon|zo",
    ),
    "it": (
        "lunedì|lunedi|lunedi'|lun|lu",
        "martedì|martedi|martedi'|mar|ma",
        "mercoledì|mercoledi|mercoledi'|mer|me",
        "giovedì|giovedi|giovedi'|gio|gi",
        "venerdì|venerdi|venerdi'|ven|ve",
        "sabato|sab|sa",
        "domenica|domeniche|dom",
    ),
    "es": (
        "lunes|lun|lu",
        "martes|mar|ma",
        "miércoles|miercoles|mié|mie|mi",
        "jueves|jue|ju",
        "viernes|vie|vi",
        "sábado|sábados|sabado|sabados|sáb|sab|sa",
        "domingo|domingos|dom|do",
    ),
    "pt": (
        "segunda|segunda-feira|seg",
        "terça|terça-feira|terca|ter",
        "quarta|quarta-feira|qua",
        "quinta|quinta-feira|qui",
        "sexta|sexta-feira|sex",
        "sábado|sábados|sabado|sáb|sab",
        "domingo|domingos|dom",
    ),
    "pl": (
        "poniedziałek|pon|pn",
        "wtorek|wt",
        "środa|śr",
        "czwartek|czw",
        "piątek|pt",
        "sobota|sob",
        "niedziela|niedz|nd",
    ),
    "ru": (
        "понедельник|пн",
        "вторник|вт",
        "среда|ср",
        "четверг|чт",
        "пятница|пт",
        "суббота|сб",
        "воскресенье|вс",
    ),
    "uk": ("понеділок|пн", "вівторок|вт", "середа|ср", "четвер|чт", "пʼятниця|п'ятниця|пт", "субота|сб", "неділя|нд"),
    "sv": ("måndag|mån", "tisdag|tis", "onsdag|ons", "torsdag|tors|tor", "fredag|fre", "lördag|lör", "söndag|sön"),
    "da": ("mandag|man", "tirsdag|tir", "onsdag|ons", "torsdag|tor", "fredag|fre", "lørdag|lør", "søndag|søn"),
    "ja": (
        "月曜日|月曜|月",
        "火曜日|火曜|火",
        "水曜日|水曜|水",
        "木曜日|木曜|木",
        "金曜日|金曜|金",
        "土曜日|土曜|土",
        "日曜日|日曜|日",
    ),
    "zh": (
        "星期一|周一",
        "星期二|周二",
        "星期三|周三",
        "星期四|周四",
        "星期五|周五",
        "星期六|周六",
        "星期日|星期天|周日",
    ),
    "ko": ("월요일|월", "화요일|화", "수요일|수", "목요일|목", "금요일|금", "토요일|토", "일요일|일"),
}

# From January to December.
MONTHS = {
    "en": (
        "january|jan",
        "february|feb",
        "march|mar",
        "april|apr",
        "may",
        "june|jun",
        "july|jul",
        "august|aug",
        "september|sept|sep",
        "october|oct",
        "november|nov",
        "december|dec",
    ),
    "de": (
        "januar|jänner|jan",
        "februar|feb",
        "märz|mär|mrz",
        "april|apr",
        "mai",
        "juni|jun",
        "juli|jul",
        "august|aug",
        "september|sept|sep",
        "oktober|okt",
        "november|nov",
        "dezember|dez",
    ),
    "fr": (
        "janvier|janv",
        "février|fevrier|févr|fév",
        "mars",
        "avril|avr",
        "mai",
        "juin",
        "juillet|juil",
        "août|aout",
        "septembre|sept",
        "octobre|oct",
        "novembre|nov",
        "décembre|decembre|déc",
    ),
    "nl": (
        "januari|jan",
        "februari|feb",
        "maart|mrt",
        "april|apr",
        "mei",
        "juni|jun",
        "juli|jul",
        "augustus|aug",
        "september|sept|sep",
        "oktober|okt",
        "november|nov",
        "december|dec",
    ),
    "it": (
        "gennaio|gen",
        "febbraio|feb",
        "marzo",
        "aprile|apr",
        "maggio|mag",
        "giugno|giu",
        "luglio|lug",
        "agosto|ago",
        "settembre|set|sett",
        "ottobre|ott",
        "novembre|nov",
        "dicembre|dic",
    ),
    "es": (
        "enero|ene",
        "febrero",
        "marzo",
        "abril|abr",
        "mayo",
        "junio",
        "julio",
        "agosto|ago",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre|dic",
    ),
    "pt": (
        "janeiro",
        "fevereiro|fev",
        "março",
        "abril|abr",
        "maio",
        "junho",
        "julho",
        "agosto|ago",
        "setembro|set",
        "outubro|out",
        "novembro",
        "dezembro|dez",
    ),
    "sv": (
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober|okt",
        "november",
        "december",
    ),
}

# What says the same in every language that has it. A space stands for any white space.
PHRASES = {
    "off": (
        "closed|off|geschlossen|geschl|ruhetag|ruhetage|fermé|fermée|ferme|fermés|fermeture|fermeture le|"
        "fermeture les|gesloten|chiuso|chiusa|chiusi|chiusura|cerrado|fechado|nieczynne|zamknięte|выходной|"
        "закрыто|зачинено|вихідний|stängt|lukket|is closed|is gesloten|est fermé|è chiuso"
    ),
    "gone": ("permanently closed|dauerhaft geschlossen|définitivement fermé|fermé définitivement|definitief gesloten"),
    "open": (
        "open|opened|geöffnet|offen|ouvert|ouverte|ouverts|ouverture|aperto|aperta|apertura|is open|geopend|"
        "opening hours|öffnungszeiten|heures d'ouverture|horaires d'ouverture|horaires|horaire|openingsuren|"
        "openingstijden|orari di apertura|orario di apertura|orario|orari|hours"
    ),
    "unknown": "unknown",
    "always": (
        "24/7|24-7|24x7|24h/24|24/24|24h/7|24/24h|24h/24h|24h/24 7j/7|24h/24h 7j/7|24/24 7/7|24h/24 et 7j/7|"
        "24h/24 - 7j/7|h24|24h/7j|24 hours|24 hour|24 hrs|24hrs|24h|24 h|24 stunden|24 heures|24 uur|24 ore|"
        "24 ore su 24|24h su 24|rund um die uhr|round the clock|around the clock|dag en nacht|24 hours a day|"
        "24 uur per dag|jour et nuit|nuit et jour|tag und nacht|day and night|24 hours a day 7 days a week|"
        "24 hours 7 days a week|круглосуточно|цілодобово|całodobowo|24時間|24小时|24小時"
    ),
    "daily": (
        "daily|every day|everyday|all days|7 days a week|7 days|all week|täglich|tägl|tgl|jeden tag|"
        "alle tage|tous les jours|7j/7|7j/7j|7/7|7 jours sur 7|chaque jour|toute la semaine|dagelijks|"
        "elke dag|alle dagen|iedere dag|7 op 7|tutti i giorni|ogni giorno|7 giorni su 7|todos los días|"
        "todos os dias|codziennie|ежедневно|щодня|毎日|매일|每天"
    ),
    "workdays": (
        "weekdays|on weekdays|weekday|en semaine|la semaine|unter der woche|wochentags|weekdagen|doordeweeks|"
        "op weekdagen|durante la settimana"
    ),
    "weekend": (
        "weekend|weekends|week-end|week-ends|le week-end|le weekend|wochenende|am wochenende|wochenends|"
        "in het weekend|fine settimana|nel weekend|fin de semana"
    ),
    "public": (
        "ph|public holidays|public holiday|bank holidays|bank holiday|holidays|feiertag|feiertage|feiertags|"
        "feiertagen|an feiertagen|gesetzliche feiertage|jours fériés|jour férié|les jours fériés|férié|"
        "fériés|feriés|jours feries|feestdagen|feestdag|wettelijke feestdagen|op feestdagen|festivi|"
        "giorni festivi|i giorni festivi|festività|nei giorni festivi"
    ),
    "school": (
        "sh|school holidays|schulferien|in den schulferien|vacances scolaires|les vacances scolaires|"
        "pendant les vacances scolaires|schoolvakanties|schoolvakantie|tijdens de schoolvakanties|"
        "vacanze scolastiche"
    ),
    "easter": "easter|ostern|pâques|pasen|pasqua",
    "day": "day|days",
    "week": "week|weeks",
    "and": "and|&|und|u|et|en|e|ed|y|sowie|ainsi que|i|и|och|og",
    "to": (
        "to|thru|through|until|till|bis|à|au|aux|a|al|alle|alla|alle ore|tot|t/m|tot en met|às|hasta|do|до|"
        "jusqu'à|jusqu'au|fino a|fino alle|bis um|tot aan"
    ),
    "from": "from|von|vom|du|de|des|d'|van|dal|dalle|dalla|dall'|dalle ore|da|ab dem|from the|with|с",
    "between": "between|zwischen|entre|tussen|tra le|fra le",
    "or": "or|oder|ou|of|o|oppure",
    "sundays_public": "sonn- und feiertags|sonn- und feiertage|sonntags und feiertags|sonn und feiertags",
    "since": "ab|dès|à partir de|vanaf|a partire dalle|starting at",
    "except": "except|außer|ausser|sauf|hors|behalve|uitgezonderd|tranne|eccetto|escluso|esclusi|excepté",
    "of_month": (
        "of the month|of each month|of every month|im monat|des monats|jeden monats|du mois|de chaque mois|"
        "par mois|van de maand|van elke maand|del mese|di ogni mese|each month|a month"
    ),
    "every": "every|each|jeden|jede|jeder|chaque|elke|iedere|ogni",
    "noise": (
        "the|le|les|la|l'|il|lo|i|gli|der|die|das|den|dem|an|am|on|op|um|ore|h|hr|hrs|uhr|uur|u|heures|heure|"
        "hours|klo|o'clock|at|in the|jeweils|toujours|o’clock"
    ),
    "noon": "noon|midday|midi|mittag|mezzogiorno|12 noon",
    "midnight": "midnight|minuit|mitternacht|middernacht|mezzanotte",
    "dawn": "dawn",
    "sunrise": "sunrise|sun up|sunup|sonnenaufgang|lever du soleil|zonsopgang|alba",
    "sunset": "sunset|sundown|sonnenuntergang|coucher du soleil|zonsondergang|tramonto",
    "dusk": "dusk",
    "last": "last|letzter|letzten|letzte|letztem|dernier|dernière|derniers|laatste|ultimo|ultima",
    "first": "first|erster|ersten|erste|premier|première|premiers|eerste|primo|prima",
    "second": "second|zweiter|zweiten|zweite|deuxième|seconde|tweede|secondo|seconda",
    "third": "third|dritter|dritten|dritte|troisième|derde|terzo|terza",
    "fourth": "fourth|vierter|vierten|vierte|quatrième|vierde|quarto",
    "fifth": "fifth|fünfter|fünften|fünfte|cinquième|vijfde|quinto",
}

# On request: the place is not simply open. `only` in them: at the times that are written, and then only perhaps.
_ONLY = "nur|only|uniquement|seulement|alleen|enkel|solo|exclusivement|ausschließlich|obligatoire|required"
_GERMAN = (
    r"(?:nach|mit|gegen|auf)\s+(?:(?:vorheriger?|telefonischer?|telefon\.|tel\.|individueller?|persönlicher?)\s+)*"
    r"(?:(?:termin)?vereinbarung|(?:vor)?anmeldung|(?:termin)?absprache|termin|anfrage|bestellung|verabredung)"
)
_ENGLISH = (
    r"(?:by|on|with|upon)\s+(?:prior\s+|previous\s+|advance\s+)?"
    r"(?:appointments?|appt\.?|arrangement|request|reservation|booking)|appointment\s+only"
)
_FRENCH = r"(?:sur|avec|prise\s+de)\s+(?:rendez[- ]vous|rdv|réservation|reservation|demande|inscription)|rendez-vous"
_DUTCH = r"(?:op|na|volgens|met)\s+(?:telefonische\s+)?(?:afspraak|aanvraag|reservatie|reservering|verzoek)"
_ITALIAN = r"(?:su|previo|previa|con)\s+(?:appuntamento|prenotazione|richiesta)"
_HOW = r"möglich|mogelijk|telefonico|telefonica|par\s+téléphone|by\s+phone|telefonisch"
APPOINTMENT = (
    rf"(?:(?:{_ONLY})\s+)?(?:{_GERMAN}|{_ENGLISH}|{_FRENCH}|{_DUTCH}|{_ITALIAN}|terminvereinbarung)"
    rf"(?:\s+(?:{_ONLY}|{_HOW}))*"
)
APPOINTMENT_BEGINS = frozenset(
    (
        f"{_ONLY}|terminvereinbarung|nach|mit|gegen|auf|by|on|with|upon|sur|avec|prise|op|na|volgens|met|su|previo|previa|"
        "con|appointment|rendez"
    ).split("|")
)
ONLY = rf"\b(?:{_ONLY})\b"
