"""The words of pages' buttons, labels, bylines and dates, in several languages; judging a line is left to others."""

from __future__ import annotations

import re


def _any_of(lines: str) -> str:
    return _by_first_letter(re.sub(r"\n\s*", "", lines.strip()))


def _by_first_letter(pattern: str) -> str:
    """Return the alternatives of a pattern grouped by their first letter, which spares trying each of them."""
    alternatives, depth = [""], 0
    for character in pattern:
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            alternatives.append("")
        else:
            alternatives[-1] += character
    groups: dict[str, list[str]] = {}
    for each in alternatives:
        groups.setdefault(each[0] if each[0].isalpha() and each[1:2] != "?" else "", []).append(each)
    return "|".join(
        f"{letter}(?:{'|'.join(each[len(letter) :] for each in group)})" for letter, group in groups.items()
    )


_WORDS = _any_of("""
    about( us)?|accept( all)?( cookies)?|account|advertisement( \\d+)?|advertising|all rights reserved|
    back to (the )?top|bookmark( this)?|breaking news|clos(e|ing)( button)?|comments?( \\(?\\d+\\)?)?|\\d+ comments?|
    contact( us)?|contents( hide)?|continue reading|cookies?( (policy|settings|notice|preferences|statement))?|
    copy( the)? link( to clipboard)?|create( an)? account|delete cookies|disclaimers?|donate|e-?mail( this)?|
    (view|edit) history|facebook|faq|find us|follow( us)?( on)?|getty images|gift( this)?( article)?|
    go to (the )?content|home( ?page)?|instagram|jump to content|leave a (comment|reply)|like( this|loading)?|
    link copied|linkedin|listen( to this article)?|load more|loading|log ?in|log ?out|main (menu|page)|menu|
    messenger|mobile view|my account|newsletters?|next( article)?|previous( article)?|pinterest|play( video)?|
    post reply|print( this( page| article)?)?|privacy( policy| notice)?|promoted|quick links|
    read( the)?( full)? (article|more|story)|reddit|register|reject( all)?( cookies)?|reply|report this ad|
    save( for later)?|scroll down|scroll to continue|search|see all|
    share( this| the)?( article| story| page| post)?( on| via)?|show more|sign (in|up)|site ?map|
    skip to (main )?content|sponsored( content| by| links)?|subscribe( now| today)?|telegram|
    terms( and conditions| of (use|service))?|threads|toggle( navigation)?|tools|tweet|twitter|view all|
    view comments|watch live|whatsapp|who is online|x|you ?tube|\\d+ (shares?|views?|likes?)|
    \\d+[- ]min(ute)?s?( read)?|read(ing)? time:? \\d+ min(ute)?s?|about this page|accessibility( statement)?|
    ad choices|
    (accept|allow|reject|decline|view|manage)( all| additional| optional| necessary| my| your)? (cookies|
    preferences|settings)|
    article continues below( this ad)?|audio|be the first to comment|careers|cite( this)?( article)?|
    (click|tap) to (copy|email|print|share|tweet|enlarge|expand)( .{1,60})?|code of conduct|collapse|corrections|
    decline|
    do not (sell|share)( or share)? my( personal)? (info|information|data)|download( as)?( pdf| app)|expand|
    (enter|type) your (e-?mail|address|e-?mail address|name)|get (e-?mails|alerts|updates) about .{1,40}|
    font size|full screen|give feedback|hide comments|(view|open) (image|photo)s?( in)?( gallery| full ?screen)?|
    (is|was) this (page|article|story|answer|content) (useful|helpful)\\??|(yes|no),? this .{1,20} (is|
    was) (not )?(useful|helpful)|
    join( the)? (conversation|discussion)|jump to .{1,20}|less|manage cookies|(next|previous|newer|older) (post|
    story|page)s?|
    not now|ok|open in app|our (journalism|team)|permalink|purchase licensing rights|read (later|more|now)|
    report (a |an )?(problem|error|issue|typo|correction|abuse|comment)s?( (with|on|in) this .{1,20})?|rss( feed)?|
    show (comments|less|all)|sign me up|sign out|(start|begin) (your|my)( free)? trial|start reading|
    (save|saved|add to)( this| to)?( article| reading list| favou?rites| pocket)|submission history|
    support (us|links)|submit|text size|transcript|try again( later)?|unmute|view (pdf|graphic|more|in browser|
    gallery)|
    volume|watch( now| later)?|your (ad|privacy) choices|you(’|')ve reached the end|
    agree|more options|(open|show|toggle) (navigation|menu)( menu)?|see all [a-z]+|stay connected|show \\d+ comments|
    (add|post|write) a (comment|reply|response)|(view|read|see|show|load)( all| more)? comments( ?\\(?\\d+\\)?)?|
    no comments|
    about sharing|blog ?this!?|bookmarked|followed|following|(older|newer) posts?|more like this|
    other people are reading|people following|pin( it)?|promoted (links|stories|content)|recommend(ed)?|
    share (to|by|via|with) [a-z]+|sponsored by|supported by|related (coverage|searches|topics|tags)|
    subscribe to: .{1,40}|
    up next|what do you think\\??|\\d+ (responses?|followers|replies|reactions|retweets)|responses?|
    version zum drucken|
    abo|abonnieren|agb|anmelden|anzeige|artikel (anhören|drucken|merken|teilen)|datenschutz(erklärung)?|drucken|
    impressum|kommentare?( \\(?\\d+\\)?)?|kontakt|mehr anzeigen|merken|nach oben|registrieren|startseite|suche|teilen|
    weiterlesen|werbung|zum inhalt( springen)?|zur startseite|
    accueil|aller au contenu( principal)?|commentaires?( \\(?\\d+\\)?)?|gestion des cookies|imprimer|lire la suite|
    la suite après cette publicité|mentions légales|partager|(politique de )?confidentialité|publicité|recherche|
    réagir|s'abonner|s'inscrire|se connecter|tous droits réservés|
    aviso legal|buscar|comentarios?( \\(?\\d+\\)?)?|compartir|guardar|imprimir|iniciar sesión|inicio|
    ir al contenido( principal)?|leer más|política de (cookies|privacidad)|portada|publicidad|regístrate|suscríbete|
    todos los derechos reservados|
    alle akzeptieren|ablehnen|einloggen|einstellungen|hilfe|jetzt (abonnieren|testen|anmelden)|kommentare? (lesen|
    schreiben|anzeigen)|
    (link|artikel) (kopieren|drucken|teilen|versenden|vorlesen)|menü|mein konto|mehr (lesen|laden)|nutzungsbedingungen|
    permalink|seite drucken|vorlesen|war dieser (artikel|beitrag) hilfreich\\??|zurück( nach oben)?|
    \\d+ min(uten)?( lesezeit)?|cookie-einstellungen|
    accepter( et fermer| tout)?|abonnez-vous|ajouter (à|aux) .{1,20}|connexion|contact(ez-nous)?|copier le lien|
    continuer sans accepter|
    écouter( l['’]article)?|en savoir plus|envoyer( par e-?mail)?|fermer|haut de page|lire (plus tard|l['’]article)|
    mon compte|offrir( cet article)?|plan du site|refuser|retour en haut( de page)?|tout (accepter|refuser)|
    voir (plus|tout|les commentaires)|qui sommes-nous|(lecture|temps de lecture)\\W+\\d+ min(utes?)?\\.?|
    aceptar( todas?)?( las cookies)?|acceder|ayuda|comparte|contacto|copiar enlace|escuchar( este artículo| artículo)?|
    mi cuenta|quiénes somos|rechazar|seguir( leyendo)?|síguenos( en)?|suscribirse|ver (más|todo|comentarios)|
    volver arriba|
    \\d+ min(utos)?( de lectura)?|
    accetta( tutti)?( i cookie)?|ascolta( (l['’]|questo )articolo)?|cerca|chiudi|commenti|contatti|copia link|
    informativa( sulla)? privacy|
    iscriviti( alla newsletter)?|leggi (tutto|di più)|rifiuta|salva|seguici( su)?|stampa|torna su|vai al contenuto|
    \\d+ min(uti)?( di lettura)?|tutti i diritti riservati|
    aceitar( todos)?( os cookies)?|assine( já| agora)?|buscar|comentários|contato|copiar link|entrar|fechar|
    imprimir|ir para o conteúdo|
    leia mais|ouça( este artigo| a matéria)?|política de privacidade|salvar|siga-nos|todos os direitos reservados|
    voltar ao topo|
    accepteer( alle)?( cookies)?|abonneer( je| nu)?|alle rechten voorbehouden|cookiebeleid|deel( dit artikel)?|
    lees (meer|verder)|
    luister( naar dit artikel)?|naar (de )?inhoud|reacties|sluit(en)?|terug naar boven|weigeren|zoeken|
    \\d+ min(uten)?( leestijd)?|\\d+ reacties|leestijd:? \\d+ min(uten)?|bewaar|reageer( op dit artikel)?|
    compartilhar|condividi|abbonati|accedi|pubblicità|publicidade|privacybeleid|delen|inloggen|advertentie
""")
_SECTIONS = _any_of("""
    news|world|local|business|economy|markets|money|tech(nology)?|opinion|sports?|football|culture|arts|politics|
    science|health|lifestyle|life|travel|food|entertainment|showbiz|celebrity|climate|environment|education|video|
    podcasts?|weather|deals|shop|archive|magazine|live|more|
    lokales|sport|kultur|wirtschaft|politik|wissen|panorama|reise|
    actualités|culture|économie|monde|société|vidéos|politique|météo|
    deportes|opinión|cultura|economía|mundo|política|sociedad|vídeos
""")
BUTTONS = re.compile(rf"(?:(?:{_WORDS})(?!\(?[\"'])[\W_]*)+", re.IGNORECASE)
"""What whole lines of buttons and menus consist of, also when several were glued together."""
MENU = re.compile(rf"(?=\S+(?:[\s|·•/>›]+\S+){{3}})(?:(?:{_SECTIONS}|{_WORDS})(?:[\s|·•/>›]+|$))+", re.IGNORECASE)
"""Four or more sections of a site and buttons, and nothing else."""
_ADVERT = "advertisement|advertising|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|advertentie"
ADVERT = re.compile(_ADVERT, re.IGNORECASE)
ALWAYS_BUTTONS = re.compile(rf"{_ADVERT}|contents|subscribe|facebook|whatsapp|linkedin|pinterest|share", re.IGNORECASE)
"""Single words that are no part of a list of an article's own."""
LABELLED = re.compile(
    r"(?:©|\(c\)|copyright\b|(?:image|photo|picture|media) (?:source|caption|credit)\b|"
    r"(?:photo(?:graph)?|image|picture|video|graphic|foto|bild|imagen|crédit photo)s?(?: by| credit| source)?\s*:|"
    r"credits?\s*:|source\s*:|(?:read|see) (?:more|also|next)\b|related\s*:|watch\s*:|listen\s*:|more on\b|"
    r"(?:filed (?:under|to)|labels|tags?|tagged|topics?|categor(?:y|ies)|keywords|archivado en|schlagw[oö]rter|"
    r"mots[- ]clés)\s*:|"
    r"(?:posted|filed) in\b|reading time\b|lesezeit\b|temps de lecture\b|tiempo de lectura\b|"
    r"(?:←|«|older|previous|newer|next)\W{1,3}(?:post|older|newer|prev|next)?\b|share this\s*:|like this\s*:|"
    r"(?:comments|subjects|cite as|submission history|last (?:edited|reviewed)|licen[cs]e|doi|issn|permalink)\s*:|"
    r"users browsing this forum|return to [“\"]|from \S+, the \b.*\bencyclopa?edia\b|breaking\b[\s:])",
    re.IGNORECASE,
)
"""What short unfinished lines of a page begin with."""
SURELY_LABELLED = re.compile(
    r"\(c\) |copyright\b|(?:filed|posted) (?:under|in)\b|from \S+, the \b.*\bencyclopa?edia\b|return to [“\"]|[←«] |"
    r"users browsing this forum",
    re.IGNORECASE,
)
"""Those that nobody would write between the lines of an article."""
INVITATION = re.compile(
    r"(?:sign up (?:for|to|here|now|today)|subscribe (?:to|now|today|for)|follow us\b|click here\b|"
    r"download (?:our|the) app|(?:this|our) (?:web)?site uses cookies|we(?: and our partners)? use (?:\w+ )*cookies|"
    r"by (?:clicking|continuing|signing up|subscribing)\b.*\b(?:you|I) (?:agree|accept|consent|confirm|acknowledge)|"
    r"get (?:our|the)\b.*\b(?:in your inbox|newsletter)|please enable javascript|all rights reserved|"
    r"support (?:our|independent) journalism|your e-?mail address will not be published|required fields are marked|"
    r"this page was last (?:edited|modified|updated) on|(?:text|all content) is available under\b.*\blicen[cs]e|"
    r".*\bcancel (?:at )?any ?time\b|.*\balready (?:a|an) (?:subscriber|member|account)\b|"
    r"read our best stories\b|(?:this|our) (?:web)?site (?:uses|stores)\b|"
    r"we and our [\d.,]+ (?:\w+ )?partners\b|we and our (?:\w+ )?partners\b.*\b(?:device|data|cookies|consent)\b|"
    r"we use (?:some |essential )*cookies|"
    r"(?:do you have|got) a story\b.*\?|have you got a (?:story|tip)\b|"
    r"(?:proudly )?powered by \w+|users browsing this forum:|sign up to our\b|"
    r"(?:jetzt|hier)\b.*\b(?:newsletter|anmelden|abonnieren)\b|"
    r"(?:inscrivez|abonnez)-vous\b|recevez\b.*\b(?:newsletter|boîte mail|par e-?mail)\b|"
    r"(?:suscríb(?:e|a)te|regístrate)\b|recib[ea]\b.*\b(?:newsletter|correo|boletín)\b)",
    re.IGNORECASE,
)
"""Sentences that speak to the page's visitor and not to the article's reader."""
FORM = re.compile(
    r"(?:enter|type) your (?:e-?mail|address|e-?mail address|name)|your e-?mail(?: address)?|e-?mail address|"
    r"sign me up|"
    r"(?:ihre|deine) e-?mail(?:-adresse)?|votre (?:adresse )?e-?mail|tu correo(?: electrónico)?|la tua e-?mail|"
    r"seu e-?mail",
    re.IGNORECASE,
)
"""A field, or its button, in which a visitor leaves an address."""
OTHER_ARTICLES = re.compile(
    r"you (?:might|may) (?:also\b.*|be interested.*)|"
    r"related(?: (?:articles?|stories|news|topics|content|coverage|posts|reading|links|searches))?|"
    r"part of complete coverage(?: on\b.*)?|more (?:on this|like this|stories|news|from|must[- ]reads)\b.*|"
    r"most (?:read|popular|viewed|shared)(?: .*)?|(?:read|"
    r"see) (?:more|also)|"
    r"read next|recommended(?: (?:for you|articles|stories|reading|by .*))?|trending(?: (?:now|stories|topics|news))?|"
    r"top stories|latest (?:news|stories|articles|headlines)|popular (?:now|posts|articles|stories)|around the web|"
    r"editor'?s'? picks?|don'?t miss|in other news|what to read next|from our (?:partners|sponsors)|elsewhere on .*|"
    r"(?:sponsored|promoted) (?:links|content|stories)|other people are reading|recent (?:posts|articles|comments)|"
    r"key (?:events|moments|points)|in this (?:article|story)|"
    r"on this page|table of contents|inhalt(?:sverzeichnis)?|sommaire|"
    r"das könnte (?:sie|dich) (?:auch )?interessieren|lesen sie auch|mehr zum thema|meistgelesen(?:e artikel)?|"
    r"auch interessant|"
    r"à lire (?:aussi|également)|lire aussi|(?:articles )?(?:les )?plus lus|sur le même sujet|à ne pas manquer|"
    r"(?:te|le) puede interesar|(?:lee|lea) también|lo más (?:leído|visto)|más (?:noticias|información)|"
    r"leggi anche|i più letti|leia também|mais lidas|lees ook|meest gelezen",
    re.IGNORECASE,
)
"""What heads a list of other articles."""
MAY_HEAD_A_PART = re.compile(
    r"table of contents|key (?:events|moments|points)|our (?:team|journalism)|(?:read|watch) (?:later|now)|not now|"
    r"jump to .*|in this (?:article|story)|on this page|text size|code of conduct|try again.*|submission history|"
    r"(?:next|previous|newer|older) .*|\w+|(?:about|contact|find|follow) us|home page|my account|site map|"
    r"main page|see also|read (?:more|next)|rss feed|"
    r"(?:all|breaking|in other|latest|more|most|popular|privacy|recent|related|recommended|terms|top|trending)\b.*",
    re.IGNORECASE,
)
"""Labels and headings that people also give to the parts of their own texts."""
COLOPHON = re.compile(
    r"(?:(?:additional |further )?(?:reporting|writing|editing|photograph(?:y|s)|illustrations?)|edited|compiled|"
    r"translated|produced) by\b|our (?:standards|journalism)\b|about the (?:author|writer)s?\b|"
    r"(?:this|the) (?:article|story|post|piece|essay|column|report|interview|excerpt) "
    r"(?:is|was|has been|first|originally|appear(?:s|ed)|comes)\b|(?:the )?(?:author|writer)s? (?:is|are|was|has|"
    r"lives)\b|"
    r"(?:reach|contact|write to|e-?mail|follow) (?:him|her|them|me|us|the (?:author|writer|desk|newsroom|reporter))\b|"
    r"(?:redaktion|mitarbeit|bearbeitung|übersetzung|quellen?)\s*:|(?:der|die) autor(?:in)? (?:ist|lebt|arbeitet)\b|"
    r"dieser (?:artikel|text|beitrag) (?:ist|erschien|wurde)\b|"
    r"cet article (?:est|a été|a paru)\b|l['’]auteure? (?:est|vit)\b|avec (?:l['’])?(?:afp|reuters)\b|"
    r"(?:este|esta) (?:artículo|nota|texto|artigo|matéria) (?:fue|apareció|es|foi)\b|(?:el|la) autora? (?:es|vive)\b|"
    r"(?:con información|com informações|informações) d[aeo]\b|questo articolo (?:è|fu)\b|dit artikel (?:is|"
    r"verscheen)\b",
    re.IGNORECASE,
)
"""What is said below an article of those who made it."""
VISITOR = re.compile(
    r"\b(?:subscri(?:be|ber|bers|ption|ptions)|unsubscribe|newsletters?|inbox|cookies|"
    r"(?:sign|log|logged|signed) (?:in|up)|your (?:e-?mail|account|browser|password|consent|subscription)|"
    r"(?:this|our) (?:page|site|website|app)|javascript|trademarks?|free trial|cancel (?:at )?any ?time|"
    r"all rights reserved|moderators?|moderated|terms of (?:use|service)|privacy (?:policy|notice)|"
    r"newsletter|abonn(?:ent|enten|ieren|ement|ements|ez|és)|kostenlos testen|datenschutz\w*|anmelden|registrier\w+|"
    r"inscri(?:vez|ption|re|bete)|boîte mail|suscri(?:ptor|ptores|pción|birse|bete|bir)|boletín|"
    r"iscri(?:viti|zione)|abbonat[ioe]|abbonamento|assin(?:e|ante|antes|atura)|nieuwsbrief|abonnees?)\b"
)
"""What is said to a page's visitors and seldom to an article's readers, in lower case."""
COMMENTS = re.compile(
    r"(?:(?:view|read|see|show)(?: all)? )?(?:\d+ )?"
    r"(?:comments?|repl(?:y|ies)|thoughts? on .*|responses? to .*)(?: \(?\d+\)?)?|"
    r"kommentare?(?: \(?\d+\)?)?|commentaires?(?: \(?\d+\)?)?|comentarios?(?: \(?\d+\)?)?",
    re.IGNORECASE,
)
"""What heads the comments."""
OF_A_COMMENT = re.compile(
    r".{1,40} (?:says|said|wrote|schrieb|dice|dit)(?: on .*| at .*)?:|reply|antworten|répondre|"
    r"responder",
    re.IGNORECASE,
)
RIGHTS = re.compile(r"©|\(c\)|copyright\b", re.IGNORECASE)
"""What a page's last lines begin with."""
EDIT_LINK = re.compile(
    r"\s*\[\s*(?:edit|modifier|bearbeiten|editar|modifica)(?: (?:source|section|this))?\s*(?:[|·][^\]]*)?\]$",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"\s*\((?i:image|photo|picture|foto|bild|imagen|crédit)s?\s*:[^()]*\)$|"
    r"\s*\|? (?i:foto|photo|credit|bild|image)s?\s?: [^.:]{1,50}$|"
    r"\s[A-Z]{2,} Photo/[A-Z][\w.'’/ -]{1,40}$|(?<=[.!?)”\"])\s[A-Z]{2,}/[A-Z][\w.'’/ -]{1,40}$|"
    r"\s(?:AFP|ANSA|AP|DPA|EFE|EPA|PA|UPI|[A-Z]{5,})/[A-Z][a-z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}$"
)
"""Who made a picture, behind what is in it."""
BYLINE = re.compile(
    r"(?:(?:(?:written|words|reported|posted|story|text) )?by|von|par|por|di|door)(?::\s*|"
    r"\s+)(?P<author>\S.*)",
    re.IGNORECASE,
)
NAME_JOINERS = frozenset(
    "and & with for in of the at to from de del della di da van von der den la le bin al el ibn und et y".split()  # noqa: SIM905  (easier to read)
)
MONTHS = (
    r"jan(?:uary?|uar|vier)?|enero",
    r"feb(?:ruary?|ruar)?|février|fevrier|febrero",
    r"mar(?:ch)?|märz|mars|marzo",
    r"apr(?:il)?|avril|abril",
    r"may|mai|mayo",
    r"june?|juni|juin|junio",
    r"july?|juli|juillet|julio",
    r"aug(?:ust)?|août|agosto",
    r"sept?(?:ember|embre|iembre)?",
    r"o[ck]t(?:ober|obre|ubre)?",
    r"nov(?:ember|embre|iembre)?",
    r"de[cz](?:ember)?|décembre|diciembre",
)
"""The names of each month, January first."""
_MONTH = rf"(?:{'|'.join(MONTHS)})\b\.?"
DATE = re.compile(
    rf"\d{{4}}-\d\d-\d\d|\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?: of| de)? "
    rf"(?P<month>{_MONTH}),?(?: del?)? (?P<year>\d{{4}})|"
    rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{4}",
    re.IGNORECASE,
)
AROUND_A_DATE = re.compile(
    r"(?:first |last )?(?:published|updated|modified|posted|submitted|created|date)(?: on| at)?|"
    r"publié(?: le)?|mis à jour(?: le)?|veröffentlicht(?: am)?|aktualisiert(?: am)?|stand|publicado(?: el)?|"
    r"actualizado(?: el)?|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|"
    r"\b\d+ (?:sec|min|hour|day|week|month)\w* ago\b|\bvor \d+ (?:min|stund|tag)\w*|\bil y a \d+ (?:min|heure|"
    r"jour)\w*|"
    r"\bhace \d+ (?:min|hora|día)\w*|\bhá \d+ (?:min|hora|dia)\w*|\d+ (?:min|or[ae]|giorn)\w* fa\b|"
    r"\d+ (?:min|uur|dag)\w* geleden\b|"
    r"\d{1,2}[:.h]\d\d(?::\d\d)?|\b(?:gmt|utc)(?=updated)|\b(?:[ap]\.?m\b\.?|gmt|utc|bst|c?est|c?et|[ecmp][sd]t|at|"
    r"on|à|um|uhr|a las|h)\b|"
    r"t\d\d:\d\d\S*|[\W_]",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"\W*(?:(?:first |last )?(?:published|updated|posted)|publié le|mis à jour|veröffentlicht|publicado el)\b",
    re.IGNORECASE,
)
