"""Made-up people: where they come from, what they speak, and names put together at random.

Given names and family names are common ones of each language; that a whole name is also somebody's is chance.
"""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Origin:
    """A language area within a country."""

    citizenship: str
    languages: tuple[str, ...]
    names: str


ORIGINS: dict[str, Origin] = {
    "syrian arab": Origin("SY", ("ar",), "arabic"),
    "syrian kurd": Origin("SY", ("ku", "ar"), "kurdish"),
    "eritrean": Origin("ER", ("ti",), "tigrinya"),
    "afghan dari": Origin("AF", ("fa", "ps"), "persian"),
    "afghan pashto": Origin("AF", ("ps", "fa"), "pashto"),
    "iraqi arab": Origin("IQ", ("ar",), "arabic"),
    "iraqi kurd": Origin("IQ", ("ku", "ar"), "kurdish"),
    "iranian": Origin("IR", ("fa",), "persian"),
    "stateless": Origin("XX", ("ar",), "arabic"),
    "somali": Origin("SO", ("so",), "somali"),
    "sudanese": Origin("SD", ("ar",), "arabic"),
    "ethiopian": Origin("ET", ("am",), "amharic"),
    "oromo": Origin("ET", ("om", "am"), "amharic"),
    "congolese": Origin("CD", ("sw", "fr"), "congolese"),
    "turkish": Origin("TR", ("tr", "ku"), "turkish"),
}

# Chosen so that Syrians, Eritreans and Afghans are the largest groups, in that order, as the report says.
SHARES: dict[str, dict[str, int]] = {
    "minors": {"afghan dari": 40, "afghan pashto": 18, "eritrean": 24, "syrian arab": 8, "somali": 6, "ethiopian": 4},
    "resettled": {"syrian arab": 62, "syrian kurd": 10, "congolese": 20, "sudanese": 4, "ethiopian": 4},
    "families": {
        "syrian arab": 46,
        "syrian kurd": 15,
        "eritrean": 11,
        "iraqi arab": 6,
        "iraqi kurd": 4,
        "afghan dari": 6,
        "stateless": 6,
        "iranian": 3,
        "somali": 3,
    },
    "adults": {
        "syrian arab": 26,
        "syrian kurd": 7,
        "eritrean": 41,
        "afghan dari": 6,
        "iranian": 5,
        "iraqi arab": 3,
        "sudanese": 4,
        "ethiopian": 3,
        "oromo": 1,
        "somali": 2,
        "stateless": 2,
        "turkish": 1,
    },
    "waiting": {
        "syrian arab": 27,
        "syrian kurd": 8,
        "eritrean": 20,
        "iraqi arab": 9,
        "iraqi kurd": 7,
        "afghan dari": 10,
        "iranian": 8,
        "somali": 5,
        "stateless": 4,
        "sudanese": 2,
    },
}

FEMALE: dict[str, str] = {
    "arabic": "Amal Aya Dima Fatima Hala Hanan Hiba Iman Lama Layla Lina Maha Mariam Maya Nour Rana Rasha Reem Rima "
    "Salma Samar Sana Sara Yasmin Zahra",
    "kurdish": "Avin Berfin Bahar Delal Evin Gulistan Hevi Jiyan Nalin Nesrin Ronahi Rojin Shirin Sozan Zilan",
    "tigrinya": "Abrehet Akberet Asmeret Bisrat Eden Feven Freweini Helen Luwam Merhawit Milena Natsinet Rahwa Saba "
    "Selam Semhar Senait Winta Yodit",
    "persian": "Arezu Azadeh Fereshteh Golnar Laleh Mahsa Maryam Mina Nasrin Negin Parisa Roya Sahar Shabnam Soraya "
    "Zohra",
    "pashto": "Bibi Gulalai Hosai Khatera Malalai Meena Palwasha Shaima Spogmai Storai Zarghuna",
    "somali": "Amina Asha Ayaan Deeqa Faduma Hodan Ifrah Khadra Ladan Nimco Sagal Sahra Ubah Yasmin Zamzam",
    "amharic": "Almaz Aster Bethlehem Chaltu Genet Hanna Lensa Meseret Mulu Rahel Sara Tigist Tsion Worknesh",
    "congolese": "Aline Béatrice Chantal Divine Espérance Furaha Gloria Honorine Josiane Neema Rachel Solange Zawadi",
    "turkish": "Aylin Büşra Derya Elif Esra Gizem Hatice Nilüfer Selin Zeynep",
}
MALE: dict[str, str] = {
    "arabic": "Adnan Ahmad Ali Amer Anas Basel Fadi Firas Ghassan Hadi Hassan Ibrahim Jamal Karim Khaled Mazen Mustafa "
    "Nabil Omar Rami Samer Tarek Wael Yousef Ziad",
    "kurdish": "Aram Azad Baran Dilovan Diyar Ferhad Goran Hozan Jiwan Karwan Rebin Rojhat Serhat Shvan Zagros",
    "tigrinya": "Abel Aman Amanuel Awet Bereket Biniam Daniel Filmon Henok Isaias Kibrom Medhanie Merhawi Natnael "
    "Robel Samuel Simon Tesfalem Yohannes Yonas",
    "persian": "Ali Amir Arash Behrouz Dariush Farhad Hamid Javad Kaveh Mahdi Mohsen Navid Omid Reza Sohrab Yasin",
    "pashto": "Ajmal Daud Esmat Gul Hamid Jawad Khalil Mirwais Najib Rahim Sami Shafiq Wali Zalmai",
    "somali": "Abdi Abdirahman Ahmed Bashir Faisal Guled Hassan Ismail Liban Mahad Mohamed Omar Said Yusuf",
    "amharic": "Abebe Bekele Dawit Elias Gemechu Getachew Girma Kebede Lemma Mulugeta Tadesse Tesfaye Yared",
    "congolese": "Alain Bahati Christian Dieudonné Emmanuel Fabrice Heri Innocent Jean Justin Patrick Serge Trésor",
    "turkish": "Ahmet Burak Cem Emre Hakan Kemal Mehmet Murat Onur Yusuf",
}
FAMILY: dict[str, str] = {
    "arabic": "Abbas Abdallah Alhamwi Alhariri Alkhatib Almasri Alnajjar Alrifai Alsaleh Aziz Barakat Darwish Fares "
    "Haddad Hamdan Hussein Issa Jaber Kassem Khalil Mahmoud Mansour Nasser Qasim Saad Sabbagh Saleh Shaheen Zaher",
    "kurdish": "Abdi Aziz Barzani Darwish Hamo Hassan Ibrahim Ismail Karim Khalil Mirza Osman Rasho Shekho Sino Yusif",
    "tigrinya": "Abraha Andemariam Araya Asfaha Berhane Fessehaye Gebremedhin Ghebreab Ghirmay Habte Haile "
    "Kidane Mebrahtu Negash Okbamichael Tekle Tesfay Tewolde Woldu Zerai",
    "persian": "Ahmadi Akbari Amiri Azizi Ebrahimi Ghasemi Haidari Hosseini Jafari Karimi Mohammadi Moradi Mousavi "
    "Nazari Rahimi Rezai Sadeghi Sharifi Tajik Yousefi",
    "pashto": "Ahmadzai Amarkhel Durrani Hotak Kakar Kharoti Mangal Mohmand Noorzai Popal Safi Sherzad Stanikzai",
    "somali": "Abdulle Aden Ali Barre Dirie Elmi Farah Gedi Hersi Jama Mohamud Nur Osman Roble Samatar Warsame",
    "amharic": "Abera Alemu Assefa Bekele Desta Fikadu Gebre Hailu Kebede Mekonnen Negassa Tadesse Tolera Wolde",
    "congolese": "Amisi Bahati Byamungu Ilunga Kabila Kalala Kasongo Lubala Mbuyi Mukendi Mutombo Ngoy Ntumba",
    "turkish": "Aksoy Arslan Aydın Çelik Demir Doğan Kaya Kılıç Öztürk Şahin Yıldız",
}


def shares_of(part_name: str) -> dict[str, int]:
    """Which origins a kind of household has, with weights."""
    if part_name.startswith("waiting"):
        return SHARES["minors" if part_name.endswith("minors") else "waiting"]
    if part_name == "minors":
        return SHARES["minors"]
    if part_name.startswith("resettled"):
        return SHARES["resettled"]
    return SHARES["families" if part_name.endswith("families") else "adults"]


def origin(part_name: str, chance: Random) -> Origin:
    """Draw where a household comes from."""
    shares = shares_of(part_name)
    return ORIGINS[chance.choices(list(shares), list(shares.values()))[0]]


def given_name(area: str, sex: str, chance: Random) -> str:
    """Draw a given name."""
    return chance.choice((FEMALE if sex == "female" else MALE)[area].split())


def family_name(area: str, chance: Random) -> str:
    """Draw a family name."""
    return chance.choice(FAMILY[area].split())
