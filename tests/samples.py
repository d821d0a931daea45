"""Text written for the tests: fine text in many languages, with the typography that scraped news has."""

# ruff: noqa: E501 - paragraphs read better whole

LANGUAGES = {
    "English": (
        "“We haven’t seen anything like it,” the harbour master said — and he has been there since the 1990s.\n"
        "The port’s cranes, its “iron giants”, stood still; nobody’s sure why… The café on the quay (naïve, charming) "
        "charged £3 for a façade of a sandwich – not 5–6 minutes’ walk away they’re €2.\n"
        "“Who’s going to pay?” asked Zoë. “It isn’t the owners’ problem, is it?”\n© 2024 The Quay • All rights reserved™\n"
    ),
    "French": (
        "Dès l’aube, le maître d’hôtel s’est levé : « Où êtes-vous allés, garçons ? » demanda-t-il à l’équipe.\n"
        "L’été dernier, le château près de la forêt a brûlé ; aujourd’hui, ça va mieux, grâce aux pompiers. "
        "Une âme naïve, un cœur d’or, une sœur aînée : voilà tout ce qu’il lui reste. À bientôt, Évelyne !\n"
    ),
    "German": (
        "„Schöne Grüße aus Köln“, schrieb die Bürgermeisterin – und fügte hinzu: „Die Straße ist wieder geöffnet.“\n"
        "Über die Maßnahmen wird später entschieden; Ämter und Öffentlichkeit müssen zuerst gehört werden. "
        "Größere Schäden gab’s nicht, ein Wärter wurde „leicht“ verletzt …\n"
    ),
    "Spanish": (
        "¿Quién lo diría? El niño —según su abuela— ya leía a los cuatro años. «¡Qué maravilla!», exclamó el señor Núñez.\n"
        "La próxima reunión será el miércoles en Málaga; después habrá música, cigüeñas y jamón. El índice subió un 3 %.\n"
    ),
    "Portuguese": (
        "Não há razão para preocupação, disse o capitão João Conceição; às três da manhã, os pássaros já cantavam.\n"
        "“Você também não está só”, respondeu a avó — e a emoção tomou conta da estação. ATENÇÃO: NÃO ULTRAPASSE. À ÂNCORA!\n"
    ),
    "Italian": (
        "Perché no? Così è la vita, disse l’uomo più anziano della città: «Andrò là, finché potrò».\n"
        "È già lunedì e l’università è chiusa; né tu né io c’eravamo, però…\n"
    ),
    "Swedish": (
        "”Åh, vad härligt!” sa Åsa när hon såg sjön – den låg spegelblank. Ärendet är över, sade ålänningen på ön.\n"
        "Fågelsången hördes ända från ängen, där två små rådjur åt gräs i dagg och dimma. Ö är ett ord: ”ö”.\n"
    ),
    "Icelandic": (
        "„Það er gott að búa á Íslandi,“ sagði Þórður og brosti. Ég fór út í búð, keypti mjólk, brauð og fisk; æ, hvað það "
        "var kalt! ÐÆÞÖ eru stafir. Við förum í sund á morgun.\n"
    ),
    "Polish": (
        "„Zażółć gęślą jaźń” — napisał ktoś na ścianie. Źródło wieści? Łódź, a może Śląsk: tam mówią, że będzie śnieg.\n"
        "Prezes Świątek przyjął ofertę; Żaneta Gołąb powiedziała: „Nie wierzę, że już się skończyło”.\n"
    ),
    "Czech": (
        "„Příliš žluťoučký kůň úpěl ďábelské ódy,“ čte se ve slabikáři. Řeka se rozvodnila, říká starosta Říčan – Čeněk "
        "Šťastný. Ďáblice i Újezd jsou bez proudu; děti mají prázdniny a těší se domů.\n"
    ),
    "Hungarian": (
        "„Árvíztűrő tükörfúrógép” – ez a mondat minden ékezetet tartalmaz. Őszintén szólva az ősz idén későn érkezett.\n"
        "Az Űrkutatási Intézet közölte: a műhold október végén, fél öt körül ért földet.\n"
    ),
    "Romanian": (
        "„Când ninge, copiii râd și țipă”, a spus învățătoarea. Într-o după-amiază, în câmpul de lângă pârâu, câinele a "
        "găsit o pâine. Știrile: prețul grâului a scăzut; țăranii așteaptă. Îți mulțumesc, Ștefan!\n"
    ),
    "Turkish": (
        "“Pijamalı hasta yağız şoföre çabucak güvendi,” diye yazdı öğretmen. İstanbul’da hava ılık; Iğdır’da kar yağıyor.\n"
        "Şeker, çay ve gözleme: ne güzel! Büyükelçi Ağaoğlu’nun sözleri değişmedi.\n"
    ),
    "Vietnamese": (
        "“Chúng tôi chưa từng thấy điều gì như vậy,” ông Nguyễn Văn Hưởng nói. Hà Nội đang vào mùa thu, trời se lạnh; "
        "những người bán hoa ở phố cổ thức dậy từ bốn giờ sáng. Đường phố ướt đẫm – ấy vậy mà ai cũng vui.\n"
    ),
    "Russian": (
        "«Съешь же ещё этих мягких французских булок, да выпей чаю», — сказал повар. Всё это было в Санкт-Петербурге.\n"
        "— А что вы хотели? — спросил Пётр. — В 2024 г. цены выросли на 9 %, и т. д. Её сын и ёж ушли. САО, СССР и США.\n"
    ),
    "Ukrainian": (
        "«Її надії – мої надії», – відповів Андрій. Вітер віяв із заходу, і діти сиділи вдома; під’їзд був зачинений.\n"
        "Україна, Київ, Європа, ґрунт: ці слова я чую щодня. Про події повідомляє «Сіверщина».\n"
    ),
    "Bulgarian": (
        "„Ах, чудна българска земьо, полюшвай цъфтящи жита“ – така започва учебникът. Министърът заяви, че цените няма да "
        "се повишат. Къде отиде ѝ мисълта? Щъркелите пристигнаха.\n"
    ),
    "Serbian": (
        "„Љубав, њива, ђак и џеп“ – то су речи с нашим словима. Ћирилица је лепа; Јелена и Његош читају. Сјајно! "
        "Рјечник каже да је вјетар ујео Ђорђа.\n"
    ),
    "Greek": (
        "«Ξεσκεπάζω την ψυχοφθόρα βδελυγμία», έγραψε ο Άγγελος. Η Αθήνα ξύπνησε νωρίς· ο ήλιος έλαμπε – όλοι χαμογελούσαν.\n"
        "Τι ώρα είναι; ρώτησε ο Έλληνας. Ό,τι και να πεις, ΟΙ ΤΙΜΕΣ ΑΝΕΒΗΚΑΝ κατά 3 %. Β΄ Παγκόσμιος Πόλεμος, β΄ μέρος.\n"
    ),
    "Hebrew": (
        "„דג סקרן שט בים מאוכזב”, אמר המורה, ”ולפתע מצא לו חברה”. ירושלים התעוררה מוקדם – השמש זרחה. "
        'צה״ל מסר כי לא היו נפגעים; ח״כ כהן הגיב: "אין תגובה". שָׁלוֹם לְכֻלָּם.\n'
    ),
    "Arabic": (
        "«نصٌّ حكيمٌ له سرٌّ قاطع»، قال المعلّم. استيقظت القاهرة باكرًا؛ هل ارتفعت الأسعار؟ نعم، بنسبة ٣٪ هذا العام – "
        "وأضاف الوزير أنّ الأزمة ستنتهي قريبًا.\n"
    ),
    "Persian": (
        "«می‌خواهم بخوانم»، گفت پدر. تهران صبح زود بیدار شد؛ آیا قیمت‌ها بالا رفت؟ گربه‌ای چاق روی پنجره نشسته بود و ژاله "
        "به باغچه نگاه می‌کرد. کتاب‌های دیگر را هم خریدند.\n"
    ),
    "Urdu": (
        "”ہم نے ایسا کچھ نہیں دیکھا“، استاد نے کہا۔ لاہور صبح سویرے جاگا؛ کیا قیمتیں بڑھ گئیں؟ ڈاکٹر، چائے اور پکوڑے: "
        "سب کچھ ٹھیک ہے۔\n"
    ),
    "Hindi": (
        "“हमने ऐसा कभी नहीं देखा,” अध्यापक ने कहा। दिल्ली सुबह-सुबह जाग गई; क्या दाम बढ़ गए? हाँ, तीन प्रतिशत – इस वर्ष। "
        "क्‍षमा कीजिए, श्री शर्मा जी।\n"
    ),
    "Tamil": "“இதுபோல நாங்கள் பார்த்ததில்லை,” என்று ஆசிரியர் சொன்னார். சென்னை அதிகாலையில் விழித்தது – மழை பெய்தது.\n",
    "Thai": (
        "“เราไม่เคยเห็นอะไรแบบนี้มาก่อน” ครูกล่าวเมื่อวันจันทร์ กรุงเทพฯ ตื่นแต่เช้า ฝนตกหนัก – รถติดทุกเส้นทาง\n"
        "โรงเรียนปิดสามวัน ผู้ปกครองหลายคนโพสต์ว่า “ไม่เป็นไร” ๆ และราคาข้าวขึ้น ๓ บาท โดยรัฐบาลยังไม่ได้ชี้แจง\n"
    ),
    "Thai with English": (
        "บริษัท Apple เปิดตัว iPhone รุ่นใหม่ในงาน WWDC ที่ California เมื่อคืนนี้ โดย Tim Cook CEO กล่าวว่า “It’s the best” "
        "ราคาเริ่มต้น 39,900 บาท ส่วน AirPods Pro ลดราคา 10% รถ EV ของ Tesla ก็มา ฯลฯ\n"
    ),
    "Lao": "“ພວກເຮົາບໍ່ເຄີຍເຫັນແບບນີ້,” ຄູເວົ້າ. ວຽງຈັນຕື່ນແຕ່ເຊົ້າ ຝົນຕົກໜັກ – ລົດຕິດ.\n",
    "Chinese": (
        "“我们从未见过这样的事，”老师说。北京一早就醒了——下着大雨，道路拥堵……《人民日报》报道：物价上涨了3%。"
        "「沒有關係」，他回答道。\n"
    ),
    "Japanese": (
        "「こんなことは見たことがない」と先生は言った。東京は早く目を覚ました――雨が降り、道路は渋滞していた……。\n"
        "スーパーの値段は３％上がり、コーヒーも高くなった。ｶﾀｶﾅ半角も残っている。\n"
    ),
    "Korean": "“이런 일은 본 적이 없다”고 선생님이 말했다. 서울은 일찍 깨어났다 – 비가 내리고 길이 막혔다. ‘괜찮다’고 했다.\n",
    "Georgian": "„ასეთი რამ არასოდეს გვინახავს“, – თქვა მასწავლებელმა. თბილისი ადრე გაიღვიძა; წვიმდა.\n",
    "Armenian": "«Այսպիսի բան չէինք տեսել», – ասաց ուսուցիչը։ Երևանը շուտ արթնացավ. անձրև էր գալիս։\n",
    "Emoji": (
        "So happy 🎉🎉 for 👨‍👩‍👧‍👦 and ❤️ to all! 🇫🇷 Rafales and 🇱🇹 allies 👍🏽 1️⃣ 2️⃣ — “see you” 😂🤣 🏳️‍🌈…\n"
        "Cost: 5 € ± 2 ½ °C × µ ≤ 3 → ok ✓ § 4 ¶ • © ® ™ ª º «»\n"
    ),
}
"""Language -> a paragraph or two."""
