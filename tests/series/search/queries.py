"""What people look for, as they type it, and what they must find first. Everything in it is fictional."""

from typing import NamedTuple


class Film(NamedTuple):
    key: str
    language: str
    person: str
    initiative: str
    place: str
    title: str
    summary: str
    said: tuple[tuple[int, str], ...]


FILMS = (
    Film(
        "soap",
        "en",
        "Jessamine Whitlow",
        "Hollow Creek Soap",
        "Marlow County",
        "A bar of soap",
        "Affordable soap for a rural community.",
        (
            (0, "My grandmother boiled lye in the kitchen."),
            (14, "Lavender grows behind the barn."),
            (38, "Nobody should choose between bread and clean hands."),
        ),
    ),
    Film(
        "reading",
        "en",
        "Desmond Fairweather",
        "Little Letters",
        "Port Ellery",
        "Every child can read",
        "A teacher who helps parents of toddlers with phonics.",
        (
            (0, "The alphabet song never taught anybody to read."),
            (21, "A thousand libraries opened their doors to us."),
            (45, "Parents wrote to me from hospitals."),
        ),
    ),
    Film(
        "veterans",
        "en",
        "Thaddeus Okonkwo",
        "Second Muster",
        "Fort Hallam",
        "After the uniform",
        "He argues for the health care of veterans.",
        (
            (0, "I came home with a burn pit in my lungs."),
            (33, "The paperwork weighed more than my rucksack."),
        ),
    ),
    Film(
        "restaurant",
        "en",
        "Marisol Vandermeer",
        "The Blue Kettle",
        "Saint Orrin",
        "The restaurant that stayed",
        "A neighbourhood keeps its dumpling house.",
        (
            (0, "My father folded dumplings before sunrise."),
            (27, "Then the queue went around the corner."),
        ),
    ),
    Film(
        "bees",
        "en",
        "Philippa Zimmerman",
        "Rooftop Hives",
        "Gravesham",
        "Bees above the city",
        "Beekeeping on the roofs of schools.",
        ((5, "The pollen comes from forty gardens."), (41, "Honey paid for the school trip.")),
    ),
    Film(
        "wheelchair",
        "en",
        "Björn Halvorsen",
        "Ramp It Up",
        "Östersund",
        "A ramp in a weekend",
        "Volunteers build wheelchair ramps from old pallets.",
        ((9, "Plywood, screws and a spirit level."), (30, "She went out alone for the first time.")),
    ),
    Film(
        "panaderia",
        "es",
        "Ximena Quiroga",
        "Panadería del Alba",
        "Valparaíso",
        "Pan para la madrugada",
        "Una panadera que enseña a jóvenes a amasar.",
        (
            (0, "La masa madre tiene cuarenta años."),
            (18, "Los muchachos llegan a las cuatro de la mañana."),
            (44, "Aquí nadie se queda sin desayuno."),
        ),
    ),
    Film(
        "agua",
        "es",
        "Leocadio Ibáñez",
        "Agua Limpia",
        "Oaxaca",
        "El pozo del pueblo",
        "Un ingeniero que construye filtros de agua.",
        (
            (3, "El filtro es de arena y carbón."),
            (26, "Antes caminábamos dos horas hasta el manantial."),
        ),
    ),
    Film(
        "lenguas",
        "es",
        "Itzel Caamal",
        "Voces Mayas",
        "Mérida",
        "La lengua de mi abuela",
        "Canciones para que los niños aprendan maya.",
        (
            (7, "Mi abuela cantaba junto al comal."),
            (35, "Grabamos un cuento cada domingo."),
        ),
    ),
    Film(
        "bicicletas",
        "es",
        "Fermín Echeverría",
        "Taller Rueda Libre",
        "Rosario",
        "Bicicletas que vuelven",
        "Repara bicicletas abandonadas y las regala.",
        (
            (2, "Una cadena oxidada no es el final."),
            (29, "Con la bicicleta consiguió trabajo."),
        ),
    ),
    Film(
        "khubz",
        "ar",
        "سلمى الحداد",
        "فرن الحارة",
        "عمّان",
        "رغيف لكل بيت",
        "خبازة توزع الخبز على الجيران.",
        ((0, "العجين يحتاج إلى الصبر."), (24, "نترك الخبز عند باب المدرسة.")),
    ),
    Film(
        "kutub",
        "ar",
        "يوسف منصور",
        "مكتبة العربة",
        "طنجة",
        "مكتبة على ثلاث عجلات",
        "معلم يحمل الكتب إلى القرى.",
        ((4, "كل قرية تنتظر يوم الخميس."), (31, "الأطفال يقرأون تحت شجرة التين.")),
    ),
    Film(
        "zaytun",
        "ar",
        "أمينة الزهراوي",
        "زيتون الجبل",
        "صفاقس",
        "زيت من شجرة قديمة",
        "مزارعة تحمي أشجار الزيتون.",
        ((6, "الشجرة أكبر من جدتي."), (40, "نقطف الزيتون قبل المطر.")),
    ),
)

# (what is typed, whose film or page must be first: "soap" for the film, "person:soap", "cause:…", "series:…")
QUERIES = (
    # English: as it is.
    ("Jessamine Whitlow", "person:soap"),
    ("a bar of soap", "soap"),
    ("lavender behind the barn", "soap"),
    ("clean hands", "soap"),
    ("phonics", "reading"),
    ("library doors", "reading"),
    ("burn pit", "veterans"),
    ("veteran health", "veterans"),
    ("dumpling", "restaurant"),
    ("the blue kettle", "person:restaurant"),
    ("beekeepers", "bees"),
    ("honey school trip", "bees"),
    ("wheelchair ramps", "wheelchair"),
    ("ostersund", "person:wheelchair"),
    ("every child can read", "reading"),
    ("Small business", "cause:Small business"),
    # English: mistyped.
    ("Jesamine Whitlow", "person:soap"),
    ("jessamin witlow", "person:soap"),
    ("lavander barn", "soap"),
    ("saop", "soap"),
    ("Desmond Fairwether", "person:reading"),
    ("alphabeth song", "reading"),
    ("libaries", "reading"),
    ("Thadeus Okonkwo", "person:veterans"),
    ("rucksak", "veterans"),
    ("vetrans", "veterans"),
    ("dumplngs", "restaurant"),
    ("resturant", "restaurant"),
    ("Marisol Vandermer", "person:restaurant"),
    ("philipa zimmermann", "person:bees"),
    ("pollne", "bees"),
    ("bjorn halvorson", "person:wheelchair"),
    ("wheelchiar", "wheelchair"),
    ("smal busines", "cause:Small business"),
    # Spanish.
    ("Ximena Quiroga", "person:panaderia"),
    ("masa madre", "panaderia"),
    ("mañana", "panaderia"),
    ("manana", "panaderia"),
    ("desayuno", "panaderia"),
    ("filtros de agua", "agua"),
    ("manantial", "agua"),
    ("canción maya", "lenguas"),
    ("bicicleta", "bicicletas"),
    ("echeverria", "person:bicicletas"),
    # Spanish: mistyped.
    ("jimena quiroga", "person:panaderia"),
    ("desalluno", "panaderia"),
    ("Leocadio Ibañes", "person:agua"),
    ("manatial", "agua"),
    ("bisicletas", "bicicletas"),
    ("cadena oxidda", "bicicletas"),
    ("itzel camal", "person:lenguas"),
    # Arabic.
    ("سلمى الحداد", "person:khubz"),
    ("الخبز", "khubz"),
    ("مكتبة", "kutub"),
    ("شجرة التين", "kutub"),
    ("امينة الزهراوي", "person:zaytun"),
    # Arabic: mistyped.
    ("يوسف منسور", "person:kutub"),
    ("الزهرواي", "person:zaytun"),
    ("مدرسه", "khubz"),
    ("العجبن", "khubz"),
)

# (what is typed, whose film, the second where it is said)
MOMENTS = (
    ("lavender", "soap", 14),
    ("lavander", "soap", 14),
    ("libraries opened", "reading", 21),
    ("library", "reading", 21),
    ("the queue went around", "restaurant", 27),
    ("cuarenta años", "panaderia", 0),
    ("bicicleta trabajo", "bicicletas", 29),
    ("المطر", "zaytun", 40),
)
