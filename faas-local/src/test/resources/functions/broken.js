require('package-that-nobody-has');
