#pragma once
// What is guessed first. Shorter passwords are refused for their length, so the first list holds only the long ones that
// appear again and again in leaked collections; the second holds words that, alone or strung together and decorated with
// digits and signs, make up most of the rest, with those that suggest themselves in this field.

#include <string_view>

namespace assent::identity {

inline constexpr std::string_view common_long_passwords[] = {
    "1q2w3e4r5t6y", "1q2w3e4r5t6y7u", "1qaz2wsx3edc", "1qaz2wsx3edc4rfv", "q1w2e3r4t5y6", "q1w2e3r4t5y6u7",
    "qwertyuiop12", "qwertyuiop123", "qwertyuiop[]", "qwertyuiopasdfghjkl", "qwertyuiopasdfghjklzxcvbnm",
    "qwertyasdfgh", "qwertyasdfzxcv", "asdfghjkl123", "asdfghjkl;'#", "zxcvbnm12345", "zxcvbnm,./12", "qazwsxedcrfv",
    "qazwsxedc123", "!qaz2wsx3edc", "1234qwerasdf", "1234qwerasdfzxcv", "123qweasdzxc", "123qwe123qwe", "qwe123qwe123",
    "asd123asd123", "abc123abc123", "abcd1234abcd", "a1b2c3d4e5f6", "a1s2d3f4g5h6", "aa123456aa12", "123456789abc",
    "123456789qwe", "12345qwertasdfg", "12345qwert12", "1234567890qw", "123456123456", "123123123123", "112233445566",
    "111222333444", "121212121212", "147258369147", "159357159357", "741852963741", "789456123789", "0123456789ab",
    "passwordpassword", "password1password1", "letmeinletmein", "iloveyouiloveyou", "trustno1trustno1",
    "correcthorsebatterystaple", "correct horse battery staple", "thequickbrownfox", "the quick brown fox",
    "maythe4thbewithyou", "maytheforcebewithyou", "opensesame123", "imagineallthepeople", "itsasecret123",
    "nevergonnagiveyouup", "changemeplease", "changeme1234", "changeme12345", "nopassword123", "thisismypassword",
    "thisisapassword", "mypasswordis1", "ilovemyfamily", "ilovemymother", "ilovejesus123", "godisgood123",
    "jesuschrist1", "jesuslovesme", "manchesterunited", "manchestercity", "liverpoolfc123", "tottenhamhotspur",
    "arsenalfc1886", "chelseafc1905", "youllneverwalkalone", "spongebob123", "harrypotter1", "harrypotter123",
    "starwars1234", "gameofthrones", "pokemon12345", "minecraft123", "administrator", "administrator1", "adminadmin12",
    "rootrootroot", "testtesttest", "guestguestguest", "secretsecret", "welcome12345", "welcome2work", "p@ssw0rd1234",
    "pa55word1234", "passw0rd1234", "sunshine1234", "princess1234", "football1234", "baseball1234", "superman1234",
    "computer1234", "michelle1234", "charlie12345", "jennifer1234", "internet1234", "whatever1234", "monkey123456",
    "dragon123456", "master123456", "shadow123456", "qwerty123456", "letmein12345", "iloveyou1234"};

inline constexpr std::string_view common_words[] = {
    "password", "passwort", "passphrase", "passcode", "pass", "word", "letmein", "letme", "let", "me", "in", "welcome",
    "hello", "admin", "administrator", "root", "user", "guest", "test", "testing", "demo", "login", "logon", "signin",
    "secret", "secure", "security", "access", "changeme", "change", "default", "temp", "temporary", "system", "server",
    "manager", "office", "work", "company", "qwerty", "qwertyuiop", "qwertz", "azerty", "asdf", "asdfgh", "asdfghjkl",
    "zxcvbn", "zxcvbnm", "qazwsx", "qwer", "abc", "abcd", "abcdef", "iloveyou", "love", "lovely", "loveme", "you", "my",
    "the", "is", "this", "please", "sunshine", "princess", "prince", "angel", "baby", "babygirl", "sweet", "honey",
    "monkey", "dragon", "tiger", "lion", "eagle", "horse", "butterfly", "kitten", "puppy", "dog", "cat", "football",
    "baseball", "basketball", "soccer", "hockey", "cricket", "rugby", "golf", "liverpool", "arsenal", "chelsea",
    "manchester", "united", "city", "everton", "tottenham", "spurs", "rangers", "celtic", "england", "london", "britain",
    "scotland", "wales", "ireland", "superman", "batman", "spiderman", "starwars", "pokemon", "naruto", "minecraft",
    "harrypotter", "computer", "internet", "google", "facebook", "apple", "samsung", "microsoft", "windows", "linux",
    "shadow", "master", "killer", "hunter", "ranger", "soldier", "freedom", "whatever", "nothing", "trustno", "matrix",
    "cheese", "chocolate", "banana", "orange", "cookie", "pepper", "ginger", "flower", "summer", "winter", "spring",
    "autumn", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "michael",
    "michelle", "jennifer", "jessica", "jordan", "charlie", "george", "thomas", "daniel", "andrew", "robert", "william",
    "james", "david", "ashley", "joshua", "matthew", "anthony", "richard", "nicole", "jesus", "christ", "god", "family",
    "mother", "father", "sister", "brother", "friend", "friends", "forever", "health", "healthcare", "hospital", "doctor",
    "nurse", "patient", "patients", "clinic", "clinical", "commissioning", "commissioner", "commission", "group", "care",
    "nhs", "england", "ccg", "plan", "planning", "assent", "board", "committee", "finance", "trust"};

}  // namespace assent::identity
